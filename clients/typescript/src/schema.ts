// Generated from openapi.json by `npm run generate`. Not to be edited.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the system is up
         * @description The same as `GET /health`.
         */
        get: operations["health-root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the system is up
         * @description With `?deep=1` the database and the queue are asked too, and 503 names what fails; that answer is kept for 10 s.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description OpenAPI 3.1, as the code has it that answers.
         */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page to read it
         * @description Each route can be tried there. It loads nothing from another host.
         */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who the token says is asking
         * @description For which account, and as what: by the session token's active organization, or as Clerk has said since. `email` and `name` are null unless the session token is customised to carry them.
         */
        get: operations["auth-me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clerk's webhook
         * @description `user.created` and `user.updated` upsert the profile, never over what the user has set; `user.deleted` has all that is the user's erased, `organization.deleted` all that is the organization's. `organizationMembership.*` count before the next session token. Where plans are sold by Clerk (`BILLING=clerk`), `subscription.*` and `subscriptionItem.*` say what an account has from then on, and `paymentAttempt.*` are kept. Of other events nothing comes. One event does nothing twice.
         */
        post: operations["clerk-webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your profile
         * @description It begins with what Clerk says of you; what you set stays as you set it.
         */
        get: operations["profile-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your profile
         * @description JSON Merge Patch (RFC 7396): what is absent stays, `null` clears. `preferences` is merged.
         */
        patch: operations["profile-update"];
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your projects, newest first
         * @description Or in another order, or those alone whose titles and descriptions have the words of `q`: whole words, in any order, as they are spelled. Without what lies in them. With `deleted` those that can be restored, with when each was deleted and until when it can be.
         */
        get: operations["project-list"];
        put?: never;
        /**
         * Create a project
         * @description Empty at first: upload files to it, then ask for outputs.
         */
        post: operations["project-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One project
         * @description With `include` also the newest of its files and outputs; where there are more, `files_next` and `outputs_next` say.
         */
        get: operations["project-get"];
        put?: never;
        post?: never;
        /**
         * Delete a project
         * @description It is gone at once, with all that is in it, and can be restored for 30 days. What is being written is cancelled. Until it is erased its files count against the plan's storage, and those of a public bucket are still there for who has their addresses. With `permanent` nothing is left, and what is in flight ends without writing.
         */
        delete: operations["project-delete"];
        options?: never;
        head?: never;
        /**
         * Change a project
         * @description JSON Merge Patch (RFC 7396): what is absent stays, `null` clears.
         */
        patch: operations["project-update"];
        trace?: never;
    };
    "/projects/{project_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a deleted project
         * @description As it was, with all that was in it when it was deleted. An output that was being written is cancelled; a file that was being read is read anew. One that is not deleted stays as it is.
         */
        post: operations["project-restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a project to another account
         * @description To your own, or to an organization's whose admin you are, with its files, outputs, versions and all ids; what was used this month stays with the account that used it. You must be an admin in both. Links to its files go on working. Where a template of the other account made an output, choose another one to write it anew.
         */
        post: operations["project-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project's files, newest first
         * @description Whatever their status; without what is said in them.
         */
        get: operations["file-list"];
        put?: never;
        /**
         * Announce a file of any size, or import one from an address
         * @description Announced: the answer says where its bytes are to be put, with which method and headers; then call `complete`. A text, with marks or without (txt, md, html, srt, vtt), has at most 8 MB, as much as one generation reads. What is asked for again with the same `Idempotency-Key` has its URL signed anew, as long as nothing has been completed or deleted.
         *
         *     Imported, by `url`: a page, a document, a recording, or the newest episode of a podcast's feed (another one by `episode`) is fetched from a public address; the file is `processing` meanwhile. The site's robots.txt is kept to. Why one could not be fetched is in its `error`; `complete` tries again. An import takes a place in the rate limit.
         */
        post: operations["file-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The episodes of a podcast's feed
         * @description Fetched at this moment, and not kept: import an episode by the feed's address and the episode's id.
         */
        post: operations["file-feed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/files/{file_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a file is uploaded
         * @description What was uploaded is looked at: what is of another size or content than was announced is removed, and what is good goes to where it is kept, so that the upload's URL can't change it any more. Text can be used at once; what is to be read or transcribed first is `processing`, and then `ready` or `failed`. Once more does nothing, except that what has failed is tried again.
         */
        post: operations["file-complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file of at most 4 MB
         * @description A part named `file`, with a filename. What is larger goes straight to the storage.
         */
        post: operations["file-upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One file
         * @description With a signed URL to download it by, for 5 minutes. With `Prefer: wait=N` as soon as it is `ready` or `failed`, or after N seconds. With `If-None-Match` too as soon as it, or its `progress`, is another than you have, or else 304.
         */
        get: operations["file-get"];
        put?: never;
        post?: never;
        /**
         * Delete a file
         * @description Its row and its stored object.
         */
        delete: operations["file-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/files/{file_id}/transcription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is said or written in a file
         * @description With where: the times in a recording or a transcript, the pages or paragraphs of a document. `provenance` of an output counts the characters of its `text`. A .txt or .md file that is no transcript is read anew; its `id` is the file's, and it can't be corrected.
         */
        get: operations["transcription-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Put a transcription right
         * @description Texts of segments, names of speakers, splits and merges, all at once. What is written from the file afterwards is written from the corrected text; what was written before is `stale`. The original is kept, and so are the newest 20 corrections: read them with `version`, and `restore` them.
         */
        patch: operations["transcription-update"];
        trace?: never;
    };
    "/projects/{project_id}/generate/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a blog post, a social set or an email
         * @description The work is done afterwards: ask for the output until its `status` is final.
         */
        post: operations["output-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for several kinds at once
         * @description Of each kind an output of its own, from the same request: all are accepted or none, and each counts against the plan and the rate limit.
         */
        post: operations["output-create-all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/outputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project's outputs, newest first
         * @description Whatever their status, with their bodies. With `deleted` those that can be restored, with when each was deleted and until when it can be. With `Prefer: wait=N` as soon as all of the page are final, or after N seconds. With `If-None-Match` too as soon as one of them, or its `progress`, is another than you have, or else 304.
         */
        get: operations["output-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/outputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your outputs of all projects, newest first
         * @description With `q` those whose bodies, titles and subjects have each of its words, in any order. Where the request had a `language`, in whatever form the word stands: `run` finds `running`. In Chinese, Japanese, Thai, Lao, Burmese and Khmer a word is found by its characters that stand together.
         */
        get: operations["output-list-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/outputs/{output_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One output
         * @description With `Prefer: wait=N` as soon as its status is final, or after N seconds. With `If-None-Match` too as soon as it, or its `progress`, is another than you have, or else 304. While it is worked on the part of the `ETag` after the dot is of its `progress`, with which `If-Match` has nothing to do.
         */
        get: operations["output-get"];
        put?: never;
        post?: never;
        /**
         * Delete an output
         * @description It is gone at once, with its versions, and can be restored for 30 days; with `permanent` it is gone for good. A job in flight ends without writing. What was generated counts in its month all the same.
         */
        delete: operations["output-delete"];
        options?: never;
        head?: never;
        /**
         * Edit an output
         * @description A merge patch (RFC 7396) of what is done. The version before is kept. The text is checked against its sources as they are stored now; where they can't be read, `checks` and `provenance` go along with the paragraphs that stay as they are, and those that are edited get a check `not_checked`, and no provenance.
         */
        patch: operations["output-update"];
        trace?: never;
    };
    "/projects/{project_id}/outputs/{output_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a deleted output
         * @description As it was, with its versions. One that was being written is cancelled; where a source or the template has changed since, it is `stale`. One that is not deleted stays as it is.
         */
        post: operations["output-restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/outputs/{output_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call an output off
         * @description What is queued is cancelled at once. What is worked on is asked to stop; it may be completed before.
         */
        post: operations["output-cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/outputs/{output_id}/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an output once more
         * @description A new attempt under the same id; what is not sent is as it was asked for before, and `null` takes it back. `body` stays the last good one until there is another.
         */
        post: operations["output-regenerate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/outputs/{output_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bodies that an output had before, newest first
         * @description The newest 100 are kept.
         */
        get: operations["output-versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_id}/outputs/{output_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An output as a file
         * @description As it is now, edits and all. What has no body yet is 409.
         */
        get: operations["output-export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The system's templates and your own, newest first
         * @description Those of the system are everybody's to use and nobody's to change.
         */
        get: operations["template-list"];
        put?: never;
        /**
         * Create a template
         * @description In its prompt `{topic}`, `{tone_of_voice}`, `{source}`, `{title}`, `{target_length}`, `{language}` and `{audience}` are replaced; `{{` and `}}` are braces.
         */
        post: operations["template-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/custom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a template
         * @description The same as `POST /templates`.
         */
        post: operations["template-create-custom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One template
         * @description Yours, or one of the system's.
         */
        get: operations["template-get"];
        put?: never;
        post?: never;
        /**
         * Delete a template of yours
         * @description What was written by it stays.
         */
        delete: operations["template-delete"];
        options?: never;
        head?: never;
        /**
         * Change a template of yours
         * @description JSON Merge Patch (RFC 7396): what is absent stays.
         */
        patch: operations["template-update"];
        trace?: never;
    };
    "/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your month, against your plan
         * @description A calendar month in UTC. Quotas are kept to where the deployment has them on.
         */
        get: operations["usage-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plans and their limits
         * @description No token is needed. `names` are there where plans are sold.
         */
        get: operations["plan-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what in the account, newest first
         * @description For its admins: what is deleted or costs, for a year. `project.deleted`, `project.restored`, `project.erased` (deleted for good), `file.deleted`, `output.deleted`, `output.restored`, `output.erased`, `template.deleted`; `output.generated` and `file.read`, each time it is asked for; `api_key.created`, `api_key.deleted`; `member.added`, `member.changed`, `member.removed`; `checkout.opened`, `subscription.` with the status that it came to, `plan.given`, `plan.taken_back`. What goes along with a project is not told one by one.
         */
        get: operations["audit-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's keys, newest first
         * @description Without the keys themselves: by its `prefix` one that has got out is found.
         */
        get: operations["api-key-list"];
        put?: never;
        /**
         * Make a key for a program
         * @description The key is in this answer and nowhere else. It goes where a session token goes, `Authorization: Bearer rpk_…`, and asks for this account; it never deletes projects, nor makes or shows keys. It ends with whoever made it, and with their membership.
         */
        post: operations["api-key-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{api_key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a key
         * @description From the next request on it is none.
         */
        delete: operations["api-key-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's endpoints, newest first
         * @description Whether each hears is said by `enabled` and `failing_since`.
         */
        get: operations["webhook-list"];
        put?: never;
        /**
         * Have an endpoint told
         * @description From then on it is sent a POST with `{type, timestamp, data}` when an output or a file is done, signed as the [Standard Webhooks](https://www.standardwebhooks.com) specification has it, with the secret that is in this answer and nowhere else. Any 2xx within 15 seconds takes it; else it is sent again, ten times in three days. It may come more than once, under the same `webhook-id`. Redirects are not followed; 410 disables the endpoint, and so do five days in which nothing gets through.
         */
        post: operations["webhook-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An endpoint
         * @description Whether it is told, and since when nothing has got through.
         */
        get: operations["webhook-get"];
        put?: never;
        post?: never;
        /**
         * Delete an endpoint
         * @description It is told nothing more, and what it was sent is forgotten.
         */
        delete: operations["webhook-delete"];
        options?: never;
        head?: never;
        /**
         * Change, pause or enable an endpoint
         * @description Enabled again, it is told what happens from then on; what it missed can be sent by a retry.
         */
        patch: operations["webhook-update"];
        trace?: never;
    };
    "/webhooks/{webhook_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an endpoint another secret
         * @description For 24 hours what is sent has two signatures, one by each secret, so that whoever verifies has the time to change.
         */
        post: operations["webhook-rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an endpoint a test
         * @description A message of the type `ping`, whatever the endpoint wants to be told of.
         */
        post: operations["webhook-ping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an endpoint was sent, newest first
         * @description Of the last 30 days.
         */
        get: operations["delivery-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send something once more
         * @description The same message, under the same `webhook-id`.
         */
        post: operations["delivery-retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mcp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The API as tools, for assistants
         * @description The Model Context Protocol over Streamable HTTP, without sessions and streams: each message is one request. It takes an API key as any route does, and each tool does what its route does, for whom it does. Without the scope `write` no tool that writes is shown or can be called. GET and DELETE are 405.
         */
        post: operations["mcp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your plan, and what is paid for it
         * @description The plan counts now. What was cancelled counts until its period ends, and after a failed payment there are days of grace. What an administrator has given goes before what is paid for.
         */
        get: operations["subscription-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay for a plan
         * @description Where plans are sold by Stripe (`BILLING=stripe`). Whoever asks again is sent to the same page.
         */
        post: operations["billing-checkout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change, pay late or end a subscription
         * @description Where plans are sold by Stripe (`BILLING=stripe`).
         */
        post: operations["billing-portal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stripe's webhook
         * @description Of a subscription, its checkout or its invoice: the subscription is read at Stripe, and counts as it is there. Of other events nothing comes. One event does nothing twice.
         */
        post: operations["stripe-webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody, newest first, with what each has and costs
         * @description Whoever has a profile.
         */
        get: operations["admin-users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody's projects, newest first
         * @description With the numbers of their files and outputs, and without what these say.
         */
        get: operations["admin-projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sizes, active users, the queue, the last day, the month's costs
         * @description Active is who made a project on that day.
         */
        get: operations["admin-metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{user_id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a user a plan
         * @description From now on, and whatever they pay for. They need not have signed in yet.
         */
        put: operations["admin-plan"];
        post?: never;
        /**
         * Take back a plan that was given
         * @description From now on what they pay for counts. Where nothing was given, nothing changes.
         */
        delete: operations["admin-plan-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "output.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An output is written */
        post: operations["on-output-completed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "output.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An output could not be written */
        post: operations["on-output-failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "output.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An output was called off */
        post: operations["on-output-cancelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "file.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A file is read */
        post: operations["on-file-ready"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "file.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A file could not be read */
        post: operations["on-file-failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    ping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A test that was asked for */
        post: operations["on-ping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description What an account has, and why. */
        AccountSubscription: {
            /**
             * Format: date-time
             * @description When the plan ends, or ended, unless something is paid; `null` where no end is known.
             */
            ends_at: string | null;
            /**
             * Format: date-time
             * @description Until when is paid.
             */
            period_end: string | null;
            /** @description What counts at this moment. */
            plan: string;
            /** @description `admin` (given by an administrator), `clerk` or `stripe`; `null` where nothing was ever paid. */
            source: string | null;
            /** @description Of the subscription that gives the plan, or else of the last one; `null` unless it is paid for. */
            status: components["schemas"]["Status"] | null;
        };
        ActiveUsers: {
            /** Format: int64 */
            active_users: number;
            /** @description `2024-01-31` */
            date: string;
            /** Format: int64 */
            total_projects: number;
        };
        /** @description A project with what is in it. */
        AdminProject: {
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /**
             * Format: date-time
             * @description When it was deleted; it can be restored, or is being erased.
             */
            deleted_at: string | null;
            description: string | null;
            /** Format: int64 */
            file_count: number;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            output_count: number;
            title: string;
            /** Format: date-time */
            updated_at: string;
            user_id: string;
        };
        /** @description A profile with what its user has. */
        AdminUser: {
            /**
             * Format: int64
             * @description Millionths of a US dollar, since the month began (UTC).
             */
            cost_micros: number;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            file_count: number;
            name: string | null;
            /** Format: int64 */
            output_count: number;
            /** @description What counts at this moment. */
            plan: string;
            /** Format: int64 */
            project_count: number;
            /** Format: date-time */
            updated_at: string;
            user_id: string;
        };
        /** @description A key of the account. */
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's. It ends with them, and with their membership. */
            created_by: string;
            /**
             * Format: date-time
             * @description Null: never.
             */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description To the minute; null: never.
             */
            last_used_at: string | null;
            name: string;
            /** @description What it begins with, by which a key that has got out is found here. */
            prefix: string;
            scopes: ("read" | "write")[];
        };
        /** @description A key that was made, and the key itself. */
        ApiKeyWithSecret: {
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's. It ends with them, and with their membership. */
            created_by: string;
            /**
             * Format: date-time
             * @description Null: never.
             */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /** @description Kept nowhere: whoever loses it makes another. */
            key: string;
            /**
             * Format: date-time
             * @description To the minute; null: never.
             */
            last_used_at: string | null;
            name: string;
            /** @description What it begins with, by which a key that has got out is found here. */
            prefix: string;
            scopes: ("read" | "write")[];
        };
        /** @description What somebody did in the account. */
        AuditEntry: {
            /** @description `{what}.{done}`. More are added as there is more to do. */
            action: string;
            /** @description Who did it, Clerk's; null where they were deleted, or where it was none of the account's people. */
            actor_id: string | null;
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            /**
             * @description What it was done to: the id of a row or of a member; where it is about what is paid, the plan. Null where a member was
             *     deleted since, or where there is nothing to name.
             */
            subject_id: string | null;
        };
        /** @description What is to be another. What is left out stays as it is. */
        ChangedWebhook: {
            description?: string | null;
            /** @description `false`: it is told nothing until it is `true` again. */
            enabled?: boolean;
            types?: ("output.completed" | "output.failed" | "output.cancelled" | "file.ready" | "file.failed")[];
            url?: string;
        };
        /** @description Something found in a result before it was stored. */
        Check: {
            /** @enum {string} */
            action: "marked" | "repaired" | "cut" | "dropped";
            /** @description Stable: `quote_not_in_source`, `post_too_long`, `no_source` … */
            code: string;
            /** Format: uint */
            end?: number | null;
            /** @enum {string} */
            severity: "error" | "warning" | "info";
            /**
             * Format: uint
             * @description Where it stands, in characters of the body or the variant's body.
             */
            start?: number | null;
            /** @description The words that were found, or a sentence about it. */
            text: string;
            /**
             * Format: uint
             * @description 0 for the body, 1 for the first of the variants; what was dropped has the numbers after them.
             */
            variant: number;
        };
        /**
         * @description Segments are named by their place in `segments` as it was read, from 0, wherever others are split, merged or taken out by
         *     the same request.
         */
        Correction: {
            merge?: components["schemas"]["Merge"][];
            /** @description Back to an earlier text, and nothing else: `original` is as it was read, a number is a `version`. */
            restore?: "original" | number;
            segments?: components["schemas"]["SegmentEdit"][];
            /** @description By the present name of a speaker another one, for all that they say; null: nobody knows who it is. */
            speakers?: {
                [key: string]: string | null;
            };
            split?: components["schemas"]["Split"][];
        };
        /** @description What is in a project; more than 10,000 of either are not counted. */
        Counts: {
            /** Format: int64 */
            files: number;
            /** Format: int64 */
            outputs: number;
        };
        /** @description An event on its way to an endpoint. */
        Delivery: {
            /**
             * Format: int32
             * @description How often it was sent.
             */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** @description What is sent as `data`. */
            data: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            delivered_at: string | null;
            /** @description Why the last attempt failed. */
            error: components["schemas"]["Failure"] | null;
            /** Format: uuid */
            id: string;
            /** @description The `webhook-id` that it is sent with, each time. */
            message_id: string;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
            /**
             * Format: int32
             * @description What the endpoint answered when it took it.
             */
            status_code: number | null;
            /** @description What it tells of; `ping` is a test. */
            type: string;
        };
        /** @description What would be asked, and what the answer may cost. */
        DryRun: {
            /** @description What is known beforehand: `source_condensed`, `source_shortened`, `no_source`. */
            checks: components["schemas"]["Check"][];
            /** @description Rather too much than too little. */
            estimate: components["schemas"]["ProviderUsage"];
            /** @description Empty for a provider that is no model. Of sources that would be condensed first, it has the beginnings. */
            prompt: components["schemas"]["Message"][];
            sources: components["schemas"]["SourceUsed"][];
        };
        /** @description A merge patch of an output. */
        Edit: {
            /** @description Markdown, in the form of its kind. */
            body?: string;
            /** @description Merged (RFC 7396). What is derived from the body, or says how the output was made, can't be set. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Open: keys that are not known are kept and mean nothing. At most 16 KiB as JSON. */
        Extras: {
            /** @description Whom it is for. */
            audience?: string | null;
            /** @description Whether posts end in hashtags. */
            include_hashtags?: boolean | null;
            /** @description Whether the source is quoted. */
            include_quotes?: boolean | null;
            /** @description A language tag (BCP 47). */
            language?: string | null;
            /** @description By default all three. */
            platforms?: components["schemas"]["Platform"][] | null;
            /** @description Of an email. */
            preview_text?: string | null;
            /** @description Of an email. */
            subject_line?: string | null;
            /**
             * Format: uint32
             * @description Words.
             */
            target_length?: number | null;
            /** @description Up to 10 posts for X, each numbered. */
            thread?: boolean | null;
            /** Format: uint32 */
            variants?: number | null;
        };
        /** @description Why a job failed, or why it waits for its next attempt. */
        Failure: {
            /** @description Stable, for programs: `provider_unavailable`, `source_failed` … */
            code: string;
            /** @description A sentence a person can act on. */
            detail: string;
            /** @description Asking again may help. */
            retryable: boolean;
        };
        Failures: {
            code: string | null;
            /** Format: int64 */
            count: number;
            /** Format: date-time */
            last_at: string;
        };
        /** @description A podcast. */
        FeedContents: {
            /** @description Those with a recording, newest first. */
            episodes: components["schemas"]["FeedEpisode"][];
            title: string | null;
        };
        /** @description An episode; import it by the feed's address and its id. */
        FeedEpisode: {
            /** @description The feed's own. */
            id: string;
            /** @description As the feed says it. */
            mime_type: string | null;
            /** Format: date-time */
            published_at: string | null;
            title: string | null;
            /**
             * Format: uri
             * @description Of its recording.
             */
            url: string;
        };
        /** @description A podcast's feed. */
        FeedRequest: {
            /**
             * Format: uri
             * @description Of an RSS, Atom or JSON feed. It begins with https:// or http://.
             */
            url: string;
        };
        /** @description One bad field. */
        FieldError: {
            /** @description `required`, `unknown_field`, `too_short`, `too_long`, `out_of_range`, `unknown_value`, `not_nullable` … */
            code: string;
            detail: string;
            /**
             * Format: uint
             * @description As the platform counts: characters, or hashtags.
             */
            length?: number | null;
            /**
             * Format: uint
             * @description The most that it may be.
             */
            limit?: number | null;
            /**
             * Format: uint
             * @description Of the body, from 1.
             */
            line?: number | null;
            /**
             * Format: uint
             * @description Which post of a thread, from 1.
             */
            part?: number | null;
            /** @description `twitter`, `linkedin`, `instagram`, or `email`. */
            platform?: string | null;
            pointer: string;
        } | {
            /** @description `required`, `unknown_field`, `too_short`, `too_long`, `out_of_range`, `unknown_value`, `not_nullable` … */
            code: string;
            detail: string;
            /**
             * Format: uint
             * @description As the platform counts: characters, or hashtags.
             */
            length?: number | null;
            /**
             * Format: uint
             * @description The most that it may be.
             */
            limit?: number | null;
            /**
             * Format: uint
             * @description Of the body, from 1.
             */
            line?: number | null;
            parameter: string;
            /**
             * Format: uint
             * @description Which post of a thread, from 1.
             */
            part?: number | null;
            /** @description `twitter`, `linkedin`, `instagram`, or `email`. */
            platform?: string | null;
        };
        /** @description What outputs are made from. */
        File: {
            bucket: string;
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            /** @description Why it failed. */
            error: components["schemas"]["Failure"] | null;
            /** @description The `detail` of `error`, for the existing frontend. */
            error_message: string | null;
            filename: string | null;
            /** Format: uuid */
            id: string;
            /** @description As IANA has it; null of an import that was not fetched yet. */
            mime_type: string | null;
            /** @description `{user_id}/{project_id}/{file_id}.{extension}`, the object's key in the bucket. */
            path: string;
            /** @description Of what is `processing`; null else, and in the answers to what changes it. */
            progress: components["schemas"]["Progress"] | null;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uri
             * @description Null where the bucket is private.
             */
            public_url: string | null;
            /** @description Of the bytes, in hex; null where nobody has read them all. */
            sha256: string | null;
            /**
             * Format: int64
             * @description Null of an import that was not fetched yet.
             */
            size_bytes: number | null;
            /** @description The feed's id of the episode; null where none was named. */
            source_episode: string | null;
            /**
             * Format: uri
             * @description The address that it was imported from; null of what was uploaded.
             */
            source_url: string | null;
            status: components["schemas"]["FileStatus"];
            /** @description The status in other words, for the existing frontend. */
            transcription_status: components["schemas"]["TranscriptionStatus"];
            /** @description The account: a person's or an organization's id, Clerk's. */
            user_id: string;
            /** @description Names and terms that are said in it, beside those of the profile's preferences. */
            vocabulary: string[];
        };
        /** @description A file that is read, or can't be. */
        FileEvent: {
            /** @description Why it failed; its detail has at most 1,000 characters. */
            error: components["schemas"]["Failure"] | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            status: components["schemas"]["FileStatus"];
        };
        FileStatus: "ready" | "uploading" | "processing" | "failed";
        /** @description A file that can be fetched, with what was found in it. */
        FileWithDownload: {
            bucket: string;
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            /** @description Null as long as there is nothing that has been checked. */
            download: components["schemas"]["SignedUrl"] | null;
            /**
             * Format: double
             * @description Of a recording or a transcript, in seconds; null of anything else, and before it is read.
             */
            duration: number | null;
            /** @description Why it failed. */
            error: components["schemas"]["Failure"] | null;
            /** @description The `detail` of `error`, for the existing frontend. */
            error_message: string | null;
            filename: string | null;
            /** Format: uuid */
            id: string;
            /** @description As IANA has it; null of an import that was not fetched yet. */
            mime_type: string | null;
            /** @description `{user_id}/{project_id}/{file_id}.{extension}`, the object's key in the bucket. */
            path: string;
            /** @description Of what is `processing`; null else, and in the answers to what changes it. */
            progress: components["schemas"]["Progress"] | null;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uri
             * @description Null where the bucket is private.
             */
            public_url: string | null;
            /** @description Of the bytes, in hex; null where nobody has read them all. */
            sha256: string | null;
            /**
             * Format: int64
             * @description Null of an import that was not fetched yet.
             */
            size_bytes: number | null;
            /** @description The feed's id of the episode; null where none was named. */
            source_episode: string | null;
            /**
             * Format: uri
             * @description The address that it was imported from; null of what was uploaded.
             */
            source_url: string | null;
            status: components["schemas"]["FileStatus"];
            /** @description The status in other words, for the existing frontend. */
            transcription_status: components["schemas"]["TranscriptionStatus"];
            /**
             * @description The text of its transcription, where that has at most 512 KB; its segments, and longer ones, are at
             *     `…/transcription`. Lists are without it.
             */
            transcription_text: string | null;
            /** @description The account: a person's or an organization's id, Clerk's. */
            user_id: string;
            /** @description Names and terms that are said in it, beside those of the profile's preferences. */
            vocabulary: string[];
        };
        /** @description A new file. */
        FileWithUpload: {
            bucket: string;
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            /** @description Why it failed. */
            error: components["schemas"]["Failure"] | null;
            /** @description The `detail` of `error`, for the existing frontend. */
            error_message: string | null;
            filename: string | null;
            /** Format: uuid */
            id: string;
            /** @description As IANA has it; null of an import that was not fetched yet. */
            mime_type: string | null;
            /** @description `{user_id}/{project_id}/{file_id}.{extension}`, the object's key in the bucket. */
            path: string;
            /** @description Of what is `processing`; null else, and in the answers to what changes it. */
            progress: components["schemas"]["Progress"] | null;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uri
             * @description Null where the bucket is private.
             */
            public_url: string | null;
            /** @description Of the bytes, in hex; null where nobody has read them all. */
            sha256: string | null;
            /**
             * Format: int64
             * @description Null of an import that was not fetched yet.
             */
            size_bytes: number | null;
            /** @description The feed's id of the episode; null where none was named. */
            source_episode: string | null;
            /**
             * Format: uri
             * @description The address that it was imported from; null of what was uploaded.
             */
            source_url: string | null;
            status: components["schemas"]["FileStatus"];
            /** @description The status in other words, for the existing frontend. */
            transcription_status: components["schemas"]["TranscriptionStatus"];
            /** @description Of one that was announced; one that is fetched has none. */
            upload?: components["schemas"]["Upload"];
            /** @description The account: a person's or an organization's id, Clerk's. */
            user_id: string;
            /** @description Names and terms that are said in it, beside those of the profile's preferences. */
            vocabulary: string[];
        };
        /** @description All of it is optional. */
        GenerationRequest: {
            /** @description The prompt and an estimate instead; nothing is kept or billed. */
            dry_run?: boolean | null;
            extras?: components["schemas"]["Extras"] | null;
            /** @description The sources. Else all files of the project that can be read. */
            file_ids?: string[] | null;
            /** @description Appended to the prompt. */
            prompt_overrides?: string | null;
            /**
             * Format: uint32
             * @description Words; wins over the one in `extras`.
             */
            target_length?: number | null;
            /**
             * Format: uuid
             * @description A blog or email template must match the kind; a platform's template shapes that platform alone.
             */
            template_id?: string | null;
            /** @description Else the profile's. */
            tone_of_voice?: string | null;
            /** @description What it is to be about. */
            topic?: string | null;
            /** @description Names and terms in the spelling that is right, beside the profile's: no check marks them as unknown. */
            vocabulary?: string[] | null;
        };
        Health: {
            /** @description The deployment's name. */
            env: string;
            /** @constant */
            status: "ok";
            version: string;
        };
        /** @description Who the token says is asking. */
        Identity: {
            /** @description Whose projects and templates there are: the active organization's, else the user's own. */
            account_id: string;
            /** @description All of the token's. */
            claims: {
                [key: string]: unknown;
            };
            /** @description In a session token only where it is customised. */
            email: string | null;
            /** @description In a session token only where it is customised. */
            name: string | null;
            /** @description In the account. Who has signed in without an organization is an admin of their own. */
            role: "viewer" | "member" | "admin";
            /** @description Clerk's. */
            user_id: string;
        };
        /** @description All but `kinds` is optional. */
        KindsRequest: {
            extras?: components["schemas"]["Extras"] | null;
            /** @description The sources. Else all files of the project that can be read. */
            file_ids?: string[] | null;
            /** @description Of each an output is made. */
            kinds: components["schemas"]["OutputKind"][];
            /** @description Appended to the prompt. */
            prompt_overrides?: string | null;
            /**
             * Format: uint32
             * @description Words; wins over the one in `extras`.
             */
            target_length?: number | null;
            /**
             * Format: uuid
             * @description A blog or email template must match the kind; a platform's template shapes that platform alone.
             */
            template_id?: string | null;
            /** @description Else the profile's. */
            tone_of_voice?: string | null;
            /** @description What it is to be about. */
            topic?: string | null;
            /** @description Names and terms in the spelling that is right, beside the profile's: no check marks them as unknown. */
            vocabulary?: string[] | null;
        };
        /** @description The last 24 hours. */
        LastDay: {
            /** @description Outputs that failed, by their reason, the most frequent first. */
            failures: components["schemas"]["Failures"][];
            /** Format: int64 */
            provider_calls: number;
            /**
             * Format: int64
             * @description Of those, the ones that were not a job's first.
             */
            retries: number;
        };
        Limits: {
            /**
             * Format: int64
             * @description Accepted in a calendar month (UTC), without those that failed or were cancelled.
             */
            outputs: number;
            /**
             * Format: int64
             * @description At any time.
             */
            storage_bytes: number;
        };
        /** @description A page to open. */
        Link: {
            url: string;
        };
        /** @description An output in a list of its project. */
        ListedOutput: {
            /** Format: int32 */
            attempts: number;
            /** @description Markdown; null until it is completed. */
            body: string | null;
            /** Format: date-time */
            cancel_requested_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            /** Format: date-time */
            deleted_at?: string;
            error: components["schemas"]["Failure"] | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The output's id.
             */
            job_id: string;
            kind: components["schemas"]["OutputKind"];
            metadata: components["schemas"]["OutputMetadata"];
            /** @description Null once it is final, and in the answers to what changes it. */
            progress: components["schemas"]["Progress"] | null;
            /** Format: uuid */
            project_id: string;
            /** @description The generation request as it was sent. */
            request: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            restorable_until?: string;
            /** @description A source or the template has changed since. */
            stale: boolean;
            /** Format: date-time */
            started_at: string | null;
            status: components["schemas"]["OutputStatus"];
            /**
             * Format: uuid
             * @description The output's id.
             */
            task_id: string;
            /** Format: date-time */
            updated_at: string;
            /** @description The account: a person's or an organization's id, Clerk's. */
            user_id: string;
            /**
             * Format: int32
             * @description 0 until the first body, then one more with each.
             */
            version: number;
        };
        /** @description A project in a list. */
        ListedProject: {
            /** @description Where `include` names them. */
            counts?: components["schemas"]["Counts"];
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            /** Format: date-time */
            deleted_at?: string;
            description: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            restorable_until?: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description The account: a person's or an organization's id, Clerk's. */
            user_id: string;
        };
        /** @description A part of an organization's present month. */
        MemberUsage: {
            /** Format: int64 */
            completion_tokens: number;
            /**
             * Format: int64
             * @description Millionths of a US dollar.
             */
            cost_micros: number;
            /**
             * Format: double
             * @description Of recordings that were transcribed.
             */
            minutes: number;
            /**
             * Format: int64
             * @description Those that count against the plan.
             */
            outputs: number;
            /** Format: int64 */
            prompt_tokens: number;
            /** @description Whose, Clerk's; null of what is of nobody who is known: they were deleted, or it was not kept then. */
            user_id: string | null;
        };
        /** @description Segments that are one, of one speaker as this request leaves them. */
        Merge: {
            /** Format: uint */
            first: number;
            /** Format: uint */
            last: number;
        };
        /** @description One message of a chat. */
        Message: {
            content: string;
            /** @enum {string} */
            role: "system" | "user" | "assistant";
        };
        /** @description The monitoring queries' answers. */
        Metrics: {
            /** @description The last 30 days that had any, the latest first. */
            active_users: components["schemas"]["ActiveUsers"][];
            /** @description The 20 dearest users since the month began (UTC). */
            costs: components["schemas"]["UserCost"][];
            /** Format: int64 */
            database_bytes: number;
            last_day: components["schemas"]["LastDay"];
            queue: components["schemas"]["QueueState"];
            /** @description The largest first. */
            tables: components["schemas"]["TableSize"][];
        };
        /** @description A key for a program. */
        NewApiKey: {
            /**
             * Format: date-time
             * @description In the future. By default never.
             */
            expires_at?: string | null;
            /** @description What it is for. */
            name: string;
            /** @description By default both. What changes something needs `write`. */
            scopes?: ("read" | "write")[] | null;
        };
        /** @description The request of `file-create`. */
        NewFile: components["schemas"]["NewUpload"] | components["schemas"]["NewImport"];
        /** @description A file that is to be fetched from a public address. */
        NewImport: {
            /** @description Of a feed: the id of the episode; by default the newest. */
            episode?: string | null;
            /**
             * Format: uri
             * @description Of a page, a document, a recording or a podcast's feed. It begins with https:// or http://.
             */
            url: string;
            /** @description Names and terms that are said in it, in the spelling that is right, beside the profile's. */
            vocabulary?: string[] | null;
        };
        NewProject: {
            description?: string | null;
            /** @description Without the white space around it, which is gone before it is counted. */
            title: string;
        };
        NewTemplate: {
            /** @description Without the white space around it; the user's templates have different ones. */
            name: string;
            /** @description Without the white space around it. */
            prompt: string;
            type: components["schemas"]["TemplateType"];
        };
        /** @description A file that is to come. */
        NewUpload: {
            /** @description Its extension says what kind of file it is. A name alone: no folders, and nothing in it that nobody sees. */
            filename: string;
            /** @description The extension decides: a type that says otherwise is refused. */
            mime_type?: string | null;
            /**
             * Format: int64
             * @description Exactly so many bytes can then be put.
             */
            size_bytes: number;
            /** @description Names and terms that are said in it, in the spelling that is right, beside the profile's. */
            vocabulary?: string[] | null;
        };
        /** @description An endpoint of yours. */
        NewWebhook: {
            /** @description What it is for. */
            description?: string | null;
            /** @description What it is told of. By default all. */
            types?: ("output.completed" | "output.failed" | "output.cancelled" | "file.ready" | "file.failed")[] | null;
            /** @description It begins with https://, has a host of the public internet, by name, and no other port than 443 or one from 1024 on. */
            url: string;
        };
        /** @description What was asked for and what came of it. */
        Output: {
            /** Format: int32 */
            attempts: number;
            /** @description Markdown; null until it is completed. */
            body: string | null;
            /** Format: date-time */
            cancel_requested_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            error: components["schemas"]["Failure"] | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The output's id.
             */
            job_id: string;
            kind: components["schemas"]["OutputKind"];
            metadata: components["schemas"]["OutputMetadata"];
            /** @description Null once it is final, and in the answers to what changes it. */
            progress: components["schemas"]["Progress"] | null;
            /** Format: uuid */
            project_id: string;
            /** @description The generation request as it was sent. */
            request: {
                [key: string]: unknown;
            } | null;
            /** @description A source or the template has changed since. */
            stale: boolean;
            /** Format: date-time */
            started_at: string | null;
            status: components["schemas"]["OutputStatus"];
            /**
             * Format: uuid
             * @description The output's id.
             */
            task_id: string;
            /** Format: date-time */
            updated_at: string;
            /** @description The account: a person's or an organization's id, Clerk's. */
            user_id: string;
            /**
             * Format: int32
             * @description 0 until the first body, then one more with each.
             */
            version: number;
        };
        /** @description An output that is final. */
        OutputEvent: {
            /** @description Why it failed; its detail has at most 1,000 characters. */
            error: components["schemas"]["Failure"] | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["OutputKind"];
            /** Format: uuid */
            project_id: string;
            status: components["schemas"]["OutputStatus"];
        };
        /** @enum {string} */
        OutputKind: "blog" | "social" | "email";
        /** @description Empty until it is completed; holds what a client has put into it, too. */
        OutputMetadata: {
            /**
             * @description What was found in the text, and what was done about it. Of a passage that was edited since, and whose sources could
             *     not be read: `not_checked`.
             */
            checks?: components["schemas"]["Check"][];
            edited?: boolean;
            /** @description Blog. */
            excerpt?: string | null;
            /** Format: date-time */
            generated_at?: string;
            keywords?: string[];
            model?: string;
            /** @description Social. */
            posts?: components["schemas"]["Post"][] | null;
            /** @description Email. */
            preview_text?: string | null;
            /** @description SHA-256 of what the model was asked, in hex, without the random marks around the sources. */
            prompt_sha256?: string | null;
            /** @description What each paragraph rests on; one that was edited since, and could not be checked, has no entry. */
            provenance?: components["schemas"]["Provenance"][];
            provider?: string;
            /**
             * Format: uint
             * @description Minutes, at least 1.
             */
            reading_time?: number;
            sources?: components["schemas"]["SourceUsed"][];
            /** @description Email. */
            subject?: string | null;
            /** Format: uuid */
            template_id?: string | null;
            /** @description SHA-256 of the template's prompt, in hex; of several, one a line. */
            template_sha256?: string | null;
            /** @description Blog. */
            title?: string | null;
            /** @description Of all calls together. */
            usage?: components["schemas"]["ProviderUsage"];
            /** @description The others that were asked for; the body is the first. */
            variants?: components["schemas"]["Variant"][];
            /** Format: uint */
            word_count?: number;
        };
        /**
         * @description `queued → processing → completed | failed`, and `cancelled`.
         * @enum {string}
         */
        OutputStatus: "queued" | "processing" | "completed" | "failed" | "cancelled";
        /** @description A passage of a source. */
        Passage: {
            /** Format: uint */
            end: number;
            /** Format: uuid */
            file_id: string;
            /**
             * Format: uint
             * @description Characters into the source's text.
             */
            start: number;
        };
        /** @description A test that was asked for. */
        PingEvent: {
            /** Format: uuid */
            webhook_id: string;
        };
        /** @description A plan. */
        Plan: {
            limits: components["schemas"]["Limits"];
            name: string;
            /** @description Clerk's slugs or the ids of Stripe's prices. Absent where nothing is sold, and of what costs nothing. */
            names?: string[];
            /**
             * Format: int64
             * @description US cents a month.
             */
            price_cents: number;
        };
        /** @description The plan that somebody is to have. */
        PlanChange: {
            /**
             * @description The name of one of the plans.
             * @enum {string}
             */
            plan: "free" | "pro" | "business";
        };
        /** @description The plan that somebody wants to pay for. */
        PlanChoice: {
            /**
             * @description The name of one of the plans that cost something.
             * @enum {string}
             */
            plan: "pro" | "business";
        };
        /** @enum {string} */
        Platform: "twitter" | "linkedin" | "instagram";
        /** @description One platform's part of a social set. */
        Post: {
            /** @description Of each part, as the platform counts. */
            characters: number[];
            /** @description Without the sign. */
            hashtags: string[];
            /** Format: uint */
            limit: number;
            /** @description One text, or the posts of a thread. */
            parts: string[];
            platform: components["schemas"]["Platform"];
        };
        /** @description An error as it is sent (RFC 9457). */
        Problem: {
            code: components["schemas"]["ProblemCode"];
            /** @description A sentence a person can act on. */
            detail: string;
            /** @description The same once more, for older frontends. */
            error: {
                code: string;
                message: string;
            };
            /** @description With 422: one entry for each bad field. */
            errors?: components["schemas"]["FieldError"][];
            /** @description The request's id, as in `X-Request-Id`. */
            instance: string;
            /** @description With 402. */
            quota?: components["schemas"]["QuotaExceeded"] | null;
            /** @description The same request may succeed later. */
            retryable: boolean;
            /** Format: uint16 */
            status: number;
            /** @description The status in words. */
            title: string;
            /**
             * Format: uri
             * @description `urn:repostr:problem:` and the code.
             */
            type: string;
        };
        /**
         * @description Stable, for programs.
         * @enum {string}
         */
        ProblemCode: "admin_role_required" | "already_subscribed" | "api_key_not_found" | "api_unavailable" | "body_too_large" | "content_mismatch" | "context_too_long" | "database_unavailable" | "delivery_not_found" | "delivery_pending" | "export_too_large" | "file_not_found" | "file_too_large" | "foreign_subscription" | "idempotency_key_in_flight" | "idempotency_key_reused" | "impersonated" | "internal_error" | "invalid_event" | "invalid_json" | "invalid_multipart" | "invalid_request" | "invalid_signature" | "keys_unavailable" | "kind_not_found" | "membership_ended" | "method_not_allowed" | "never_subscribed" | "no_transcription" | "no_usable_source" | "not_sold" | "origin_not_allowed" | "output_has_no_body" | "output_in_progress" | "output_not_found" | "output_not_ready" | "post_too_long" | "precondition_failed" | "project_busy" | "project_not_found" | "project_too_large" | "prompt_too_large" | "quota_exceeded" | "rate_limited" | "read_only" | "route_not_found" | "session_required" | "size_mismatch" | "source_failed" | "storage_quota_exceeded" | "storage_unavailable" | "stripe_unavailable" | "system_template" | "template_name_taken" | "template_not_found" | "template_type_mismatch" | "timed_out" | "too_many_keys" | "too_many_webhooks" | "transcription_not_ready" | "transcription_too_large" | "unauthorized" | "unhealthy" | "unknown_plan" | "unknown_status" | "unsupported_media_type" | "upload_closed" | "upload_incomplete" | "user_not_found" | "webhook_disabled" | "webhook_not_found";
        /** @description One's own. */
        Profile: {
            /** Format: date-time */
            created_at: string;
            name: string | null;
            /**
             * @description Free; at most 16 KiB as JSON. `language` and `audience` are defaults for generation; `vocabulary` is a list of names and
             *     terms, in the spelling that is right, for all that is transcribed, written and checked.
             */
            preferences: {
                [key: string]: unknown;
            };
            tone_of_voice: string | null;
            /** Format: date-time */
            updated_at: string;
            /** @description Clerk's. */
            user_id: string;
        };
        /** @description A merge patch (RFC 7396). */
        ProfilePatch: {
            /** @description `null` clears it. */
            name?: string | null;
            /** @description Merged into what is there; `null` removes a key. The result is at most 16 KiB as JSON. `vocabulary` is a list of up to 100 names and terms, of up to 80 characters each. */
            preferences?: {
                [key: string]: unknown;
            };
            /** @description `null` clears it. */
            tone_of_voice?: string | null;
        };
        /** @description How far the work is. It never goes back, unless the work is begun anew: stages come in their order, and of several texts `writing`, `checking` and `repairing` come for each, with one more `done` each time. */
        Progress: {
            /**
             * Format: uint32
             * @description Of the stage, so much of `total`.
             */
            done: number;
            /**
             * @description `waiting`, then `fetching` of what comes from an address; of a file `reading`, `transcribing` (seconds of a recording),
             *     `storing`; of an output `reading` (files), `condensing` (parts of what is longer than a model reads at a time),
             *     `writing`, `checking`, `repairing` (texts), `storing`. There may be others one day.
             */
            stage: "waiting" | "fetching" | "reading" | "transcribing" | "condensing" | "writing" | "checking" | "repairing" | "storing";
            /**
             * Format: uint32
             * @description At least 1. It may grow where nobody knew it before.
             */
            total: number;
        };
        /** @description What a user works on. */
        Project: {
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            description: string | null;
            /** Format: uuid */
            id: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description The account: a person's or an organization's id, Clerk's. */
            user_id: string;
        };
        /** @description A merge patch (RFC 7396). */
        ProjectPatch: {
            /** @description `null` clears it. */
            description?: string | null;
            /** @description Without the white space around it, which is gone before it is counted. */
            title?: string;
        };
        /** @description What was asked for is there, also where it is empty; what was not asked for is not. */
        ProjectWithContents: {
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            description: string | null;
            /** @description The 100 newest, where `include` names them. */
            files?: components["schemas"]["File"][];
            /** @description The cursor of the list's next page; null where this is all. */
            files_next?: string | null;
            /** Format: uuid */
            id: string;
            /** @description The 100 newest, where `include` names them. */
            outputs?: components["schemas"]["Output"][];
            /** @description The cursor of the list's next page; null where this is all. */
            outputs_next?: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description The account: a person's or an organization's id, Clerk's. */
            user_id: string;
        };
        /** @description What a paragraph rests on. */
        Provenance: {
            /**
             * Format: uint
             * @description Its number among the body's paragraphs, headings and lists, which empty lines part, from 0; code doesn't count.
             */
            paragraph: number;
            /** @description Empty where nothing in the sources supports it. */
            sources: components["schemas"]["Passage"][];
        };
        ProviderUsage: {
            /** Format: uint64 */
            completion_tokens: number;
            /**
             * Format: uint64
             * @description Millionths of a US dollar.
             */
            cost_micros: number;
            /** Format: uint64 */
            prompt_tokens: number;
        };
        /** @description The queue as the database sees it, which is the truth. */
        QueueState: {
            /**
             * Format: int64
             * @description How long the oldest that could be worked on has waited; 0 where none waits.
             */
            oldest_queued_seconds: number;
            /** Format: int64 */
            processing: number;
            /** Format: int64 */
            queued: number;
            /**
             * Format: int64
             * @description The reference's daily check: `processing` for an hour without moving.
             */
            stuck: number;
            /**
             * Format: int64
             * @description Processing, though the worker has given no sign of life for the time of its lease.
             */
            without_worker: number;
        };
        /**
         * @description What a plan limits.
         * @enum {string}
         */
        Quota: "outputs" | "storage_bytes";
        /** @description What is used up, and what would help. */
        QuotaExceeded: {
            /** @description The cheapest plan that would hold what was asked for. */
            larger_plan: string | null;
            /** Format: int64 */
            limit: number;
            plan: string;
            quota: components["schemas"]["Quota"];
            /**
             * Format: date-time
             * @description When it starts anew; storage does not.
             */
            resets_at: string | null;
        };
        /**
         * @description What made a body.
         * @enum {string}
         */
        Reason: "generated" | "regenerated" | "edited";
        /** @description All of it is optional. */
        RegenerationRequest: {
            extras?: components["schemas"]["Extras"] | null;
            /** @description The sources. Else all files of the project that can be read. */
            file_ids?: string[] | null;
            /** @description Appended to the prompt. */
            prompt_overrides?: string | null;
            /**
             * Format: uint32
             * @description Words; wins over the one in `extras`.
             */
            target_length?: number | null;
            /**
             * Format: uuid
             * @description A blog or email template must match the kind; a platform's template shapes that platform alone.
             */
            template_id?: string | null;
            /** @description Else the profile's. */
            tone_of_voice?: string | null;
            /** @description What it is to be about. */
            topic?: string | null;
            /** @description Names and terms in the spelling that is right, beside the profile's: no check marks them as unknown. */
            vocabulary?: string[] | null;
        };
        Role: ("heading" | "paragraph" | "item" | "quotation") | "title" | "row" | "turn" | "caption" | "note" | "cue" | "furniture";
        /** @description A part of the text and where it is in the file. */
        Segment: {
            /** Format: double */
            end: number;
            /** @description Where the provider tells voices apart, or the file says who speaks. */
            speaker: string | null;
            /** Format: double */
            start: number;
            text: string;
        } | {
            /** Format: uint32 */
            page: number;
            /** @description Without one it is a paragraph. */
            role?: components["schemas"]["Role"];
            /** @description Of a transcript without times, who speaks. */
            speaker?: string | null;
            text: string;
        } | {
            /** Format: uint32 */
            paragraph: number;
            /** @description Without one it is a paragraph. */
            role?: components["schemas"]["Role"];
            /** @description Of a transcript without times, who speaks. */
            speaker?: string | null;
            text: string;
        };
        /** @description What is right in a segment. */
        SegmentEdit: {
            /** Format: uint */
            segment: number;
            /** @description Of this segment alone; `null`: nobody knows who speaks. */
            speaker?: string | null;
            /** @description `null` takes the segment out. */
            text?: string | null;
        };
        SignedUrl: {
            /** Format: date-time */
            expires_at: string;
            /** Format: uri */
            url: string;
        };
        SourceUsed: {
            /** Format: uuid */
            file_id: string;
            sha256: string;
            /**
             * Format: int32
             * @description The `version` of the file's transcription, where it has one.
             */
            text_version?: number | null;
        };
        /** @description A segment that is two. */
        Split: {
            /**
             * Format: uint
             * @description Characters of its text, as this request leaves it, that stay in the first.
             */
            at: number;
            /** Format: uint */
            segment: number;
            /**
             * Format: double
             * @description When the second begins, in seconds. Else by the shares of their characters.
             */
            time?: number;
        };
        /** @description Where a subscription is in its life, in Clerk's words. */
        Status: ("active" | "expired" | "abandoned" | "ended") | "incomplete" | "upcoming" | "past_due" | "canceled";
        /** @description Who was given which plan. */
        Subscription: {
            plan: string;
            /**
             * Format: date-time
             * @description When they got it.
             */
            since: string;
            /** @description Clerk's. */
            user_id: string;
        };
        TableSize: {
            /**
             * Format: int64
             * @description With its indexes and what is stored out of line.
             */
            bytes: number;
            /**
             * Format: int64
             * @description As the planner estimates it.
             */
            rows: number;
            schema: string;
            table: string;
        };
        /** @description How an output of its type is written. */
        Template: {
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's; null where they were deleted, or it is older than this is kept. */
            created_by: string | null;
            /** Format: uuid */
            id: string;
            /** @description The user's own, or the system's. */
            is_custom: boolean;
            name: string;
            prompt: string;
            type: components["schemas"]["TemplateType"];
            /** @description Clerk's, or `system`. */
            user_id: string;
        };
        /** @description A merge patch (RFC 7396). */
        TemplatePatch: {
            /** @description Without the white space around it; the user's templates have different ones. */
            name?: string;
            /** @description Without the white space around it. */
            prompt?: string;
            type?: components["schemas"]["TemplateType"];
        };
        /** @enum {string} */
        TemplateType: "blog" | "linkedin" | "twitter" | "instagram" | "email";
        /** @description What is said in a recording, or written in a document. */
        Transcription: {
            /**
             * Format: date-time
             * @description When a person put it right; null: it is as it was read.
             */
            corrected_at: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: double
             * @description Null for a document.
             */
            duration_seconds: number | null;
            /** Format: uuid */
            file_id: string;
            /** Format: uuid */
            id: string;
            /** @description As the provider says it; null where nobody does. */
            language: string | null;
            model: string | null;
            /** @description Who transcribed it; null for a document. */
            provider: string | null;
            /** @description In order. */
            segments: components["schemas"]["Segment"][];
            /**
             * @description Who speaks in it, in the order of their first words.
             * @default []
             */
            speakers: string[];
            text: string;
            /**
             * Format: int32
             * @description 1 as it was read first, then one more with each text.
             */
            version: number;
            /** Format: int32 */
            word_count: number;
        };
        TranscriptionStatus: ("processing" | "failed") | "pending" | "completed";
        /** @description Where a project goes. */
        Transfer: {
            /** @description One's own account, by one's id, or an organization's whose admin one is. */
            account_id: string;
        };
        /** @description How to put the bytes: exactly `size_bytes` of them, with these headers. */
        Upload: {
            /** Format: date-time */
            expires_at: string;
            /** @description All of them are signed. The size is too, as `Content-Length`, which every client sends by itself and no browser lets a page set. */
            headers: {
                [key: string]: string;
            };
            method: string;
            /** Format: uri */
            url: string;
        };
        /** @description An account's present month. */
        Usage: {
            /** @description For admins of an organization: who of it used what, who used most first. */
            by_member?: components["schemas"]["MemberUsage"][];
            /** Format: int64 */
            completion_tokens: number;
            /**
             * Format: int64
             * @description Millionths of a US dollar.
             */
            cost_micros: number;
            limits: components["schemas"]["Limits"];
            /**
             * Format: double
             * @description Minutes of recordings that were transcribed in this month.
             */
            minutes: number;
            /** @description Kind → status → how many of the jobs accepted in this month. */
            outputs: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /** @description The calendar month in UTC, `2024-01`. */
            period: string;
            plan: string;
            /**
             * Format: int64
             * @description Of the calls made in this month.
             */
            prompt_tokens: number;
            remaining: components["schemas"]["Limits"];
            /**
             * Format: int64
             * @description Of all files, at present.
             */
            storage_bytes: number;
        };
        UserCost: {
            /** Format: int64 */
            completion_tokens: number;
            /** Format: int64 */
            cost_micros: number;
            /** Format: int64 */
            prompt_tokens: number;
            /** Format: int64 */
            provider_calls: number;
            /** @description `null`: users who were deleted since. */
            user_id: string | null;
        };
        /** @description Another text for the same request. */
        Variant: {
            /** @description Markdown. */
            body: string;
            checks: components["schemas"]["Check"][];
            /** @description Social. */
            posts?: components["schemas"]["Post"][] | null;
            /** @description Email. */
            preview_text?: string | null;
            /** @description Email. */
            subject?: string | null;
            /** @description Blog. */
            title?: string | null;
        };
        /** @description A body that an output had before its present one. */
        Version: {
            /** @description Markdown. */
            body: string;
            /** Format: date-time */
            created_at: string;
            /** @description As it was with that body. */
            metadata: components["schemas"]["OutputMetadata"];
            reason: components["schemas"]["Reason"];
            /** Format: int32 */
            version: number;
        };
        /** @description An address at which the account wants to be told. */
        Webhook: {
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's. Null: they were deleted. */
            created_by: string | null;
            description: string | null;
            /** Format: date-time */
            disabled_at: string | null;
            /**
             * @description `asked`: an admin did it. `gone`: it answered 410. `failing`: nothing got through for five days.
             * @enum {string|null}
             */
            disabled_reason: "asked" | "gone" | "failing" | null;
            /** @description Whether it is told at all. */
            enabled: boolean;
            /**
             * Format: date-time
             * @description Nothing has got through since then. After five days it is disabled.
             */
            failing_since: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Until then the secret from before the last rotation signs, too.
             */
            previous_secret_until: string | null;
            /** @description What it is told of. */
            types: ("output.completed" | "output.failed" | "output.cancelled" | "file.ready" | "file.failed")[];
            url: string;
        };
        /** @description What a webhook endpoint is sent. */
        WebhookEvent: {
            /**
             * Format: date-time
             * @description When it has happened.
             */
            timestamp: string;
        } & ({
            data: components["schemas"]["OutputEvent"];
            /** @constant */
            type: "output.completed";
        } | {
            data: components["schemas"]["OutputEvent"];
            /** @constant */
            type: "output.failed";
        } | {
            data: components["schemas"]["OutputEvent"];
            /** @constant */
            type: "output.cancelled";
        } | {
            data: components["schemas"]["FileEvent"];
            /** @constant */
            type: "file.ready";
        } | {
            data: components["schemas"]["FileEvent"];
            /** @constant */
            type: "file.failed";
        } | {
            data: components["schemas"]["PingEvent"];
            /** @constant */
            type: "ping";
        });
        /** @description An endpoint, and the secret that signs what it is sent. */
        WebhookWithSecret: {
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, Clerk's. Null: they were deleted. */
            created_by: string | null;
            description: string | null;
            /** Format: date-time */
            disabled_at: string | null;
            /**
             * @description `asked`: an admin did it. `gone`: it answered 410. `failing`: nothing got through for five days.
             * @enum {string|null}
             */
            disabled_reason: "asked" | "gone" | "failing" | null;
            /** @description Whether it is told at all. */
            enabled: boolean;
            /**
             * Format: date-time
             * @description Nothing has got through since then. After five days it is disabled.
             */
            failing_since: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Until then the secret from before the last rotation signs, too.
             */
            previous_secret_until: string | null;
            /** @description In this answer alone: whoever loses it has another made. */
            secret: string;
            /** @description What it is told of. */
            types: ("output.completed" | "output.failed" | "output.cancelled" | "file.ready" | "file.failed")[];
            url: string;
        };
    };
    responses: {
        /** @description The body can't be parsed. */
        "400.invalid_event.invalid_signature": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_event" | "invalid_signature";
                    /** @enum {integer} */
                    status?: 400;
                };
            };
        };
        /** @description The body can't be parsed. */
        "400.invalid_json": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_json";
                    /** @enum {integer} */
                    status?: 400;
                };
            };
        };
        /** @description The body can't be parsed. */
        "400.invalid_multipart": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_multipart";
                    /** @enum {integer} */
                    status?: 400;
                };
            };
        };
        /** @description No valid session token. */
        "401.membership_ended.unauthorized": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "membership_ended" | "unauthorized";
                    /** @enum {integer} */
                    status?: 401;
                };
            };
        };
        /** @description No valid session token. */
        "401.unauthorized": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "unauthorized";
                    /** @enum {integer} */
                    status?: 401;
                };
            };
        };
        /** @description Out of credit. */
        "402.quota_exceeded": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "quota_exceeded";
                    /** @enum {integer} */
                    status?: 402;
                };
            };
        };
        /** @description Out of credit. */
        "402.storage_quota_exceeded": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "storage_quota_exceeded";
                    /** @enum {integer} */
                    status?: 402;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.admin_role_required": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "admin_role_required";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.admin_role_required.impersonated": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "admin_role_required" | "impersonated";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.admin_role_required.impersonated.session_required": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "admin_role_required" | "impersonated" | "session_required";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.admin_role_required.session_required": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "admin_role_required" | "session_required";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.impersonated": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "impersonated";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.impersonated.read_only": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "impersonated" | "read_only";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.impersonated.read_only.system_template": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "impersonated" | "read_only" | "system_template";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.origin_not_allowed": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "origin_not_allowed";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.read_only": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "read_only";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description Yours to read, and not to change. */
        "403.read_only.system_template": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "read_only" | "system_template";
                    /** @enum {integer} */
                    status?: 403;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.api_key_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "api_key_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.delivery_not_found.webhook_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "delivery_not_found" | "webhook_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.file_not_found.project_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "file_not_found" | "project_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.kind_not_found.project_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "kind_not_found" | "project_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.output_not_found.project_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "output_not_found" | "project_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.project_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "project_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.route_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "route_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.route_not_found.user_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "route_not_found" | "user_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.template_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "template_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description It does not exist, or belongs to somebody else. */
        "404.webhook_not_found": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "webhook_not_found";
                    /** @enum {integer} */
                    status?: 404;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.already_subscribed": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "already_subscribed";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.delivery_pending.webhook_disabled": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "delivery_pending" | "webhook_disabled";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.export_too_large.output_not_ready": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "export_too_large" | "output_not_ready";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.foreign_subscription": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "foreign_subscription";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight.no_transcription.transcription_not_ready.transcription_too_large": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight" | "no_transcription" | "transcription_not_ready" | "transcription_too_large";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight.output_has_no_body.output_in_progress": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight" | "output_has_no_body" | "output_in_progress";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight.output_in_progress": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight" | "output_in_progress";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight.project_busy.project_too_large": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight" | "project_busy" | "project_too_large";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight.template_name_taken": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight" | "template_name_taken";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight.transcription_not_ready": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight" | "transcription_not_ready";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight.upload_closed": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight" | "upload_closed";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.idempotency_key_in_flight.upload_incomplete": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_flight" | "upload_incomplete";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.never_subscribed": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "never_subscribed";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.no_transcription.transcription_not_ready.transcription_too_large": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "no_transcription" | "transcription_not_ready" | "transcription_too_large";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.too_many_keys": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "too_many_keys";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.too_many_webhooks": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "too_many_webhooks";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description What is there now, or another request under way, stands against it. */
        "409.webhook_disabled": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "webhook_disabled";
                    /** @enum {integer} */
                    status?: 409;
                };
            };
        };
        /** @description It has changed since you read it. */
        "412.precondition_failed": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "precondition_failed";
                    /** @enum {integer} */
                    status?: 412;
                };
            };
        };
        /** @description The body is larger than this way takes. */
        "413.body_too_large": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "body_too_large";
                    /** @enum {integer} */
                    status?: 413;
                };
            };
        };
        /** @description The body is larger than this way takes. */
        "413.body_too_large.file_too_large": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "body_too_large" | "file_too_large";
                    /** @enum {integer} */
                    status?: 413;
                };
            };
        };
        /** @description The body is larger than this way takes. */
        "413.file_too_large": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "file_too_large";
                    /** @enum {integer} */
                    status?: 413;
                };
            };
        };
        /** @description A form of body, or a kind of file, that is not accepted. */
        "415.unsupported_media_type": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "unsupported_media_type";
                    /** @enum {integer} */
                    status?: 415;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.content_mismatch.idempotency_key_reused.invalid_request": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "content_mismatch" | "idempotency_key_reused" | "invalid_request";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.content_mismatch.idempotency_key_reused.invalid_request.size_mismatch": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "content_mismatch" | "idempotency_key_reused" | "invalid_request" | "size_mismatch";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.context_too_long.idempotency_key_reused.invalid_request.no_usable_source.prompt_too_large.source_failed.template_type_mismatch": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "context_too_long" | "idempotency_key_reused" | "invalid_request" | "no_usable_source" | "prompt_too_large" | "source_failed" | "template_type_mismatch";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.idempotency_key_reused.invalid_request": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_reused" | "invalid_request";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.idempotency_key_reused.invalid_request.no_usable_source.template_type_mismatch": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_reused" | "invalid_request" | "no_usable_source" | "template_type_mismatch";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.idempotency_key_reused.invalid_request.post_too_long": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_reused" | "invalid_request" | "post_too_long";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.invalid_request": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_request";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.invalid_request.not_sold": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_request" | "not_sold";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.invalid_request.unknown_plan": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_request" | "unknown_plan";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Understood, and not as it must be. Every bad field is in `errors`. */
        "422.invalid_request.unknown_plan.unknown_status": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_request" | "unknown_plan" | "unknown_status";
                    /** @enum {integer} */
                    status?: 422;
                };
            };
        };
        /** @description Too many requests in this minute. */
        "429.rate_limited": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate_limited";
                    /** @enum {integer} */
                    status?: 429;
                };
            };
        };
        /** @description A bug of ours. */
        "500.internal_error": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "internal_error";
                    /** @enum {integer} */
                    status?: 500;
                };
            };
        };
        /** @description What this needs can't be reached. The same request may succeed later. */
        "503.api_unavailable.database_unavailable.keys_unavailable.timed_out": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "api_unavailable" | "database_unavailable" | "keys_unavailable" | "timed_out";
                    /** @enum {integer} */
                    status?: 503;
                };
            };
        };
        /** @description What this needs can't be reached. The same request may succeed later. */
        "503.database_unavailable.keys_unavailable.storage_unavailable.timed_out": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "keys_unavailable" | "storage_unavailable" | "timed_out";
                    /** @enum {integer} */
                    status?: 503;
                };
            };
        };
        /** @description What this needs can't be reached. The same request may succeed later. */
        "503.database_unavailable.keys_unavailable.stripe_unavailable.timed_out": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "keys_unavailable" | "stripe_unavailable" | "timed_out";
                    /** @enum {integer} */
                    status?: 503;
                };
            };
        };
        /** @description What this needs can't be reached. The same request may succeed later. */
        "503.database_unavailable.keys_unavailable.timed_out": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "keys_unavailable" | "timed_out";
                    /** @enum {integer} */
                    status?: 503;
                };
            };
        };
        /** @description What this needs can't be reached. The same request may succeed later. */
        "503.database_unavailable.stripe_unavailable.timed_out": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "stripe_unavailable" | "timed_out";
                    /** @enum {integer} */
                    status?: 503;
                };
            };
        };
        /** @description What this needs can't be reached. The same request may succeed later. */
        "503.database_unavailable.timed_out": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "timed_out";
                    /** @enum {integer} */
                    status?: 503;
                };
            };
        };
        /** @description What this needs can't be reached. The same request may succeed later. */
        "503.timed_out": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "timed_out";
                    /** @enum {integer} */
                    status?: 503;
                };
            };
        };
        /** @description What this needs can't be reached. The same request may succeed later. */
        "503.timed_out.unhealthy": {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "timed_out" | "unhealthy";
                    /** @enum {integer} */
                    status?: 503;
                };
            };
        };
    };
    parameters: {
        /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
        "Idempotency-Key": string;
        /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
        "If-Match": string;
        /** @description An `ETag` that you have: 304 where it has not changed. */
        "If-None-Match": string;
        /** @description `wait=N` (at most 25): answer as soon as the status is final, or after so many seconds. May be ignored; `Preference-Applied` says. */
        Prefer: string;
        /**
         * @description A key of the account.
         * @example aa0e8400-e29b-41d4-a716-446655440005
         */
        api_key_id: string;
        /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
        cursor: string;
        /**
         * @description What the endpoint was sent.
         * @example dd0e8400-e29b-41d4-a716-446655440007
         */
        delivery_id: string;
        /**
         * @description A file of the project.
         * @example 660e8400-e29b-41d4-a716-446655440001
         */
        file_id: string;
        /**
         * @description What to write. Anything else is 404.
         * @example blog
         */
        kind: "blog" | "social" | "email";
        /** @description At most so many. A page may end earlier, at 4 MB. */
        limit: number;
        /**
         * @description An output of the project.
         * @example 770e8400-e29b-41d4-a716-446655440002
         */
        output_id: string;
        /**
         * @description A project of yours.
         * @example 550e8400-e29b-41d4-a716-446655440000
         */
        project_id: string;
        /**
         * @description A template of yours, or one of the system's.
         * @example 880e8400-e29b-41d4-a716-446655440003
         */
        template_id: string;
        /**
         * @description Clerk's.
         * @example user_2abcdef123456
         */
        user_id: string;
        /**
         * @description An endpoint of the account.
         * @example bb0e8400-e29b-41d4-a716-446655440006
         */
        webhook_id: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Who may keep it and for how long: nobody (`no-store`), or who asked, if they ask again each time before they use it.
         * @example private, no-cache
         */
        "Cache-Control": string;
        /**
         * @description The name to save a file under (RFC 6266); missing on what is JSON.
         * @example attachment; filename="ai-and-content-creation.md"
         */
        "Content-Disposition": string;
        /**
         * @description This representation's tag.
         * @example "5d41402abc4b2a76b9719d911017c592"
         */
        ETag: string;
        /** @description `true`: this is the first answer to the key, given again. */
        "Idempotent-Replayed": "true";
        /**
         * @description The next page (RFC 8288); missing on the last.
         * @example </projects?limit=100&cursor=AAYN>; rel="next"
         */
        Link: string;
        /**
         * @description Where the resource is.
         * @example /projects/550e8400-e29b-41d4-a716-446655440000
         */
        Location: string;
        /**
         * @description The preference that was followed.
         * @example wait
         */
        "Preference-Applied": string;
        /**
         * @description Seconds after which to try again.
         * @example 5
         */
        "Retry-After": number;
        /** @description How to sign in. */
        "WWW-Authenticate": "Bearer";
        /**
         * @description The next page's `cursor`; missing on the last.
         * @example AAYN1c8YQABVDoQA4ptB1KcWRGZVRAAA0Lz1lHq9pqc
         */
        "X-Next-Cursor": string;
        /** @description Requests a minute; only where there is a limit. */
        "X-RateLimit-Limit": number;
        /** @description Requests left in this minute. */
        "X-RateLimit-Remaining": number;
        /** @description When the next minute begins: Unix time. */
        "X-RateLimit-Reset": number;
        /**
         * @description This request's id, for questions to us.
         * @example JKJaXmPLvHcESHA=
         */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "health-root": {
        parameters: {
            query?: {
                /**
                 * @description `1`: ask the database and the queue too.
                 * @example 1
                 */
                deep?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is up. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            422: components["responses"]["422.invalid_request"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.timed_out.unhealthy"];
        };
    };
    health: {
        parameters: {
            query?: {
                /**
                 * @description `1`: ask the database and the queue too.
                 * @example 1
                 */
                deep?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is up. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            422: components["responses"]["422.invalid_request"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.timed_out.unhealthy"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It may be kept for 5 minutes. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.timed_out"];
        };
    };
    docs: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It may be kept for 5 minutes. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.timed_out"];
        };
    };
    "auth-me": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the verified token says. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "clerk-webhook": {
        parameters: {
            query?: never;
            header: {
                /** @description The event's. */
                "svix-id": string;
                /** @description Unix seconds, at most five minutes ago. */
                "svix-timestamp": string;
                /** @description Svix's, over the raw body; several, separated by spaces. */
                "svix-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    object?: string;
                    type: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_event.invalid_signature"];
            409: components["responses"]["409.foreign_subscription"];
            413: components["responses"]["413.body_too_large"];
            422: components["responses"]["422.invalid_request.unknown_plan"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.timed_out"];
        };
    };
    "profile-get": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your profile; created when it is first asked for. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "profile-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfilePatch"];
                "application/merge-patch+json": components["schemas"]["ProfilePatch"];
            };
        };
        responses: {
            /** @description The profile as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.invalid_request"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "project-list": {
        parameters: {
            query?: {
                /**
                 * @description Only what has each of these words.
                 * @example podcast
                 */
                q?: string;
                /**
                 * @description What the list is sorted by.
                 * @example title
                 */
                sort?: "created_at" | "updated_at" | "title";
                /**
                 * @description By default `desc` for times, `asc` for titles.
                 * @example desc
                 */
                order?: "asc" | "desc";
                /**
                 * @description `counts`: how many files and outputs each has.
                 * @example counts
                 */
                include?: string;
                /**
                 * @description `true`: what was deleted and can be restored, the last deleted first. It goes with no other choice.
                 * @example true
                 */
                deleted?: "false" | "true";
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of projects. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedProject"][];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "project-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            /** @description The new project. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "project-get": {
        parameters: {
            query?: {
                /**
                 * @description `files`, `outputs`, or both with a comma between.
                 * @example files,outputs
                 */
                include?: string;
            };
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project, with what `include` names. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectWithContents"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.project_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "project-delete": {
        parameters: {
            query?: {
                /**
                 * @description `true`: for good, also what was deleted before.
                 * @example true
                 */
                permanent?: "false" | "true";
            };
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated"];
            404: components["responses"]["404.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            412: components["responses"]["412.precondition_failed"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.storage_unavailable.timed_out"];
        };
    };
    "project-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectPatch"];
                "application/merge-patch+json": components["schemas"]["ProjectPatch"];
            };
        };
        responses: {
            /** @description The project as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only"];
            404: components["responses"]["404.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.invalid_request"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "project-restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required"];
            404: components["responses"]["404.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "project-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Transfer"];
            };
        };
        responses: {
            /** @description The project as it is there. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            402: components["responses"]["402.storage_quota_exceeded"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight.project_busy.project_too_large"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "file-list": {
        parameters: {
            query?: {
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of files. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"][];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.project_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "file-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFile"];
            };
        };
        responses: {
            /** @description Announced, and its bytes are waited for; or to be fetched. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileWithUpload"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            402: components["responses"]["402.storage_quota_exceeded"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight.upload_closed"];
            413: components["responses"]["413.body_too_large.file_too_large"];
            /** @description A form of body, or a kind of file, that is not accepted. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "unsupported_media_type";
                        /** @enum {integer} */
                        status?: 415;
                    };
                };
            };
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "file-feed": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedRequest"];
            };
        };
        responses: {
            /** @description The newest 100 with a recording. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedContents"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "file-complete": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description A file of the project.
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                file_id: components["parameters"]["file_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, checked. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.file_not_found.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight.upload_incomplete"];
            422: components["responses"]["422.content_mismatch.idempotency_key_reused.invalid_request.size_mismatch"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.storage_unavailable.timed_out"];
        };
    };
    "file-upload": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description Its name's extension tells what it is: mp3, wav, m4a, aac, ogg, flac, mp4, mov, webm, mkv, avi, txt, md, html, srt, vtt, pdf, docx, htm, markdown, text, sbv.
                     */
                    file: Blob;
                    /** @description A JSON list of up to 100 names and terms that are said in it, in the spelling that is right. */
                    vocabulary?: string;
                };
            };
        };
        responses: {
            /** @description The new file. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            400: components["responses"]["400.invalid_multipart"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            402: components["responses"]["402.storage_quota_exceeded"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            413: components["responses"]["413.file_too_large"];
            /** @description A form of body, or a kind of file, that is not accepted. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "unsupported_media_type";
                        /** @enum {integer} */
                        status?: 415;
                    };
                };
            };
            422: components["responses"]["422.content_mismatch.idempotency_key_reused.invalid_request"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.storage_unavailable.timed_out"];
        };
    };
    "file-get": {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=N` (at most 25): answer as soon as the status is final, or after so many seconds. May be ignored; `Preference-Applied` says. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description A file of the project.
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                file_id: components["parameters"]["file_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileWithDownload"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.file_not_found.project_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "file-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description A file of the project.
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                file_id: components["parameters"]["file_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.file_not_found.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            412: components["responses"]["412.precondition_failed"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.storage_unavailable.timed_out"];
        };
    };
    "transcription-get": {
        parameters: {
            query?: {
                /**
                 * @description By default `json`. Subtitles, `srt` and `vtt`, are there where there are times.
                 * @example vtt
                 */
                format?: "json" | "txt" | "srt" | "vtt" | "md";
                /**
                 * @description An earlier text: `original`, as it was read, or its number. By default the present one.
                 * @example original
                 */
                version?: "original" | number;
            };
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description A file of the project.
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                file_id: components["parameters"]["file_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transcription; in another format than JSON a file, to be saved. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcription"];
                    "application/x-subrip": string;
                    "text/markdown": string;
                    "text/plain": string;
                    "text/vtt": string;
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.file_not_found.project_not_found"];
            409: components["responses"]["409.no_transcription.transcription_not_ready.transcription_too_large"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.storage_unavailable.timed_out"];
        };
    };
    "transcription-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description A file of the project.
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                file_id: components["parameters"]["file_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Correction"];
            };
        };
        responses: {
            /** @description The transcription as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcription"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only"];
            404: components["responses"]["404.file_not_found.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight.no_transcription.transcription_not_ready.transcription_too_large"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description What to write. Anything else is 404.
                 * @example blog
                 */
                kind: components["parameters"]["kind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerationRequest"];
            };
        };
        responses: {
            /** @description With `dry_run`, what the provider would be asked and may cost. Nothing is made, kept or billed. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description The output, queued. `Location` tells where to ask how far it is. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.kind_not_found.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight.transcription_not_ready"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.context_too_long.idempotency_key_reused.invalid_request.no_usable_source.prompt_too_large.source_failed.template_type_mismatch"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.storage_unavailable.timed_out"];
        };
    };
    "output-create-all": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KindsRequest"];
            };
        };
        responses: {
            /** @description The outputs, queued, in the order of `kinds`. `Location` is the project's list. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"][];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.invalid_request.no_usable_source.template_type_mismatch"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-list": {
        parameters: {
            query?: {
                /**
                 * @description Only these.
                 * @example email
                 */
                kind?: "blog" | "social" | "email";
                /**
                 * @description Only these.
                 * @example cancelled
                 */
                status?: "queued" | "processing" | "completed" | "failed" | "cancelled";
                /**
                 * @description `true`: what was deleted and can be restored, the last deleted first. It goes with no other choice.
                 * @example true
                 */
                deleted?: "false" | "true";
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: {
                /** @description `wait=N` (at most 25): answer as soon as the status is final, or after so many seconds. May be ignored; `Preference-Applied` says. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of outputs. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedOutput"][];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.project_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-list-all": {
        parameters: {
            query?: {
                /**
                 * @description Only what has each of these words.
                 * @example content creation
                 */
                q?: string;
                /**
                 * @description Only these.
                 * @example email
                 */
                kind?: "blog" | "social" | "email";
                /**
                 * @description Only these.
                 * @example cancelled
                 */
                status?: "queued" | "processing" | "completed" | "failed" | "cancelled";
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of outputs. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"][];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-get": {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=N` (at most 25): answer as soon as the status is final, or after so many seconds. May be ignored; `Preference-Applied` says. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description An output of the project.
                 * @example 770e8400-e29b-41d4-a716-446655440002
                 */
                output_id: components["parameters"]["output_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The output. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.output_not_found.project_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-delete": {
        parameters: {
            query?: {
                /**
                 * @description `true`: for good, also what was deleted before.
                 * @example true
                 */
                permanent?: "false" | "true";
            };
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description An output of the project.
                 * @example 770e8400-e29b-41d4-a716-446655440002
                 */
                output_id: components["parameters"]["output_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.output_not_found.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            412: components["responses"]["412.precondition_failed"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description An output of the project.
                 * @example 770e8400-e29b-41d4-a716-446655440002
                 */
                output_id: components["parameters"]["output_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Edit"];
                "application/merge-patch+json": components["schemas"]["Edit"];
            };
        };
        responses: {
            /** @description The output as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only"];
            404: components["responses"]["404.output_not_found.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight.output_has_no_body.output_in_progress"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.invalid_request.post_too_long"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description An output of the project.
                 * @example 770e8400-e29b-41d4-a716-446655440002
                 */
                output_id: components["parameters"]["output_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The output. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only"];
            404: components["responses"]["404.output_not_found.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description An output of the project.
                 * @example 770e8400-e29b-41d4-a716-446655440002
                 */
                output_id: components["parameters"]["output_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over, cancelled or not. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"];
                };
            };
            /** @description It is asked to stop. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only"];
            404: components["responses"]["404.output_not_found.project_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-regenerate": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description An output of the project.
                 * @example 770e8400-e29b-41d4-a716-446655440002
                 */
                output_id: components["parameters"]["output_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegenerationRequest"];
            };
        };
        responses: {
            /** @description The output, queued. `Location` tells where to ask how far it is. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Output"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.impersonated.read_only"];
            404: components["responses"]["404.output_not_found.project_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight.output_in_progress"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request" | "no_usable_source" | "template_type_mismatch";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-versions": {
        parameters: {
            query?: {
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description An output of the project.
                 * @example 770e8400-e29b-41d4-a716-446655440002
                 */
                output_id: components["parameters"]["output_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"][];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.output_not_found.project_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "output-export": {
        parameters: {
            query?: {
                /**
                 * @description By default `md`.
                 * @example docx
                 */
                format?: "md" | "html" | "txt" | "docx";
                /**
                 * @description Whether passages that the sources don't support have a note: a comment at the margin in Word, else a footnote.
                 * @example false
                 */
                marks?: "true" | "false";
            };
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description A project of yours.
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description An output of the project.
                 * @example 770e8400-e29b-41d4-a716-446655440002
                 */
                output_id: components["parameters"]["output_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, to be saved. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "text/html": string;
                    "text/markdown": string;
                    "text/plain": string;
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.output_not_found.project_not_found"];
            409: components["responses"]["409.export_too_large.output_not_ready"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "template-list": {
        parameters: {
            query?: {
                /**
                 * @description Only these.
                 * @example email
                 */
                type?: "blog" | "linkedin" | "twitter" | "instagram" | "email";
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of templates. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"][];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "template-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description The new template. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only"];
            409: components["responses"]["409.idempotency_key_in_flight.template_name_taken"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "template-create-custom": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description The new template. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only"];
            409: components["responses"]["409.idempotency_key_in_flight.template_name_taken"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "template-get": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description A template of yours, or one of the system's.
                 * @example 880e8400-e29b-41d4-a716-446655440003
                 */
                template_id: components["parameters"]["template_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            404: components["responses"]["404.template_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "template-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A template of yours, or one of the system's.
                 * @example 880e8400-e29b-41d4-a716-446655440003
                 */
                template_id: components["parameters"]["template_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.impersonated.read_only.system_template"];
            404: components["responses"]["404.template_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight"];
            412: components["responses"]["412.precondition_failed"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "idempotency_key_reused" | "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "template-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to be done. The same key with the same request gives the first answer again within 24 hours, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An `ETag` as you read it, or `*`: 412 where it has changed since. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description A template of yours, or one of the system's.
                 * @example 880e8400-e29b-41d4-a716-446655440003
                 */
                template_id: components["parameters"]["template_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplatePatch"];
                "application/merge-patch+json": components["schemas"]["TemplatePatch"];
            };
        };
        responses: {
            /** @description The template as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.read_only.system_template"];
            404: components["responses"]["404.template_not_found"];
            409: components["responses"]["409.idempotency_key_in_flight.template_name_taken"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.invalid_request"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "usage-get": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The present month. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "plan-list": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cheapest first. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"][];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.timed_out"];
        };
    };
    "audit-list": {
        parameters: {
            query?: {
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntry"][];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.session_required"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "api-key-list": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"][];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.session_required"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "api-key-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The new key. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            409: components["responses"]["409.too_many_keys"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "api-key-delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A key of the account.
                 * @example aa0e8400-e29b-41d4-a716-446655440005
                 */
                api_key_id: components["parameters"]["api_key_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.api_key_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "webhook-list": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.session_required"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "webhook-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description The new endpoint. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            409: components["responses"]["409.too_many_webhooks"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "webhook-get": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description An endpoint of the account.
                 * @example bb0e8400-e29b-41d4-a716-446655440006
                 */
                webhook_id: components["parameters"]["webhook_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.session_required"];
            404: components["responses"]["404.webhook_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "webhook-delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An endpoint of the account.
                 * @example bb0e8400-e29b-41d4-a716-446655440006
                 */
                webhook_id: components["parameters"]["webhook_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.webhook_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "webhook-update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An endpoint of the account.
                 * @example bb0e8400-e29b-41d4-a716-446655440006
                 */
                webhook_id: components["parameters"]["webhook_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedWebhook"];
                "application/merge-patch+json": components["schemas"]["ChangedWebhook"];
            };
        };
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.webhook_not_found"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "webhook-rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An endpoint of the account.
                 * @example bb0e8400-e29b-41d4-a716-446655440006
                 */
                webhook_id: components["parameters"]["webhook_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint, with the new secret. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.webhook_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "webhook-ping": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An endpoint of the account.
                 * @example bb0e8400-e29b-41d4-a716-446655440006
                 */
                webhook_id: components["parameters"]["webhook_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.webhook_not_found"];
            409: components["responses"]["409.webhook_disabled"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "delivery-list": {
        parameters: {
            query?: {
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description An endpoint of the account.
                 * @example bb0e8400-e29b-41d4-a716-446655440006
                 */
                webhook_id: components["parameters"]["webhook_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"][];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.session_required"];
            404: components["responses"]["404.webhook_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "delivery-retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An endpoint of the account.
                 * @example bb0e8400-e29b-41d4-a716-446655440006
                 */
                webhook_id: components["parameters"]["webhook_id"];
                /**
                 * @description What the endpoint was sent.
                 * @example dd0e8400-e29b-41d4-a716-446655440007
                 */
                delivery_id: components["parameters"]["delivery_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.delivery_not_found.webhook_not_found"];
            409: components["responses"]["409.delivery_pending.webhook_disabled"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    mcp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id?: string | number;
                    /** @constant */
                    jsonrpc: "2.0";
                    method?: string;
                    params?: Record<string, never>;
                } | {
                    id?: string | number;
                    /** @constant */
                    jsonrpc: "2.0";
                    method?: string;
                    params?: Record<string, never>;
                }[];
            };
        };
        responses: {
            /** @description What a request is answered with. That a tool's call failed is in its result. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            code: number;
                            message: string;
                        };
                        id?: string | number | null;
                        /** @constant */
                        jsonrpc: "2.0";
                        result?: Record<string, never>;
                    } | {
                        error?: {
                            code: number;
                            message: string;
                        };
                        id?: string | number | null;
                        /** @constant */
                        jsonrpc: "2.0";
                        result?: Record<string, never>;
                    }[];
                };
            };
            /** @description A notification: there is no answer to it. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No message, or not one of the revision that its headers name. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            code: number;
                            message: string;
                        };
                        id?: string | number | null;
                        /** @constant */
                        jsonrpc: "2.0";
                        result?: Record<string, never>;
                    } | {
                        error?: {
                            code: number;
                            message: string;
                        };
                        id?: string | number | null;
                        /** @constant */
                        jsonrpc: "2.0";
                        result?: Record<string, never>;
                    }[];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.origin_not_allowed"];
            /** @description From the revision 2026-07-28 on, a method that there isn't. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            code: number;
                            message: string;
                        };
                        id?: string | number | null;
                        /** @constant */
                        jsonrpc: "2.0";
                        result?: Record<string, never>;
                    } | {
                        error?: {
                            code: number;
                            message: string;
                        };
                        id?: string | number | null;
                        /** @constant */
                        jsonrpc: "2.0";
                        result?: Record<string, never>;
                    }[];
                };
            };
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.api_unavailable.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "subscription-get": {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that you have: 304 where it has not changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At this moment. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSubscription"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "billing-checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanChoice"];
            };
        };
        responses: {
            /** @description The page to open. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.route_not_found"];
            409: components["responses"]["409.already_subscribed"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request.not_sold"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.stripe_unavailable.timed_out"];
        };
    };
    "billing-portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page to open. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            401: components["responses"]["401.membership_ended.unauthorized"];
            403: components["responses"]["403.admin_role_required.impersonated.session_required"];
            404: components["responses"]["404.route_not_found"];
            409: components["responses"]["409.never_subscribed"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.stripe_unavailable.timed_out"];
        };
    };
    "stripe-webhook": {
        parameters: {
            query?: never;
            header: {
                /** @description Stripe's, over the time and the raw body: `t=…,v1=…`, at most five minutes old. */
                "stripe-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    object?: string;
                    type: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_event.invalid_signature"];
            404: components["responses"]["404.route_not_found"];
            409: components["responses"]["409.foreign_subscription"];
            413: components["responses"]["413.body_too_large"];
            422: components["responses"]["422.invalid_request.unknown_plan.unknown_status"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.stripe_unavailable.timed_out"];
        };
    };
    "admin-users": {
        parameters: {
            query?: {
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"][];
                };
            };
            401: components["responses"]["401.unauthorized"];
            404: components["responses"]["404.route_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "admin-projects": {
        parameters: {
            query?: {
                /** @description At most so many. A page may end earlier, at 4 MB. */
                limit?: components["parameters"]["limit"];
                /** @description Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of projects. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    "X-Next-Cursor": components["headers"]["X-Next-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminProject"][];
                };
            };
            401: components["responses"]["401.unauthorized"];
            404: components["responses"]["404.route_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "admin-metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At this moment. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Metrics"];
                };
            };
            401: components["responses"]["401.unauthorized"];
            404: components["responses"]["404.route_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "admin-plan": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Clerk's.
                 * @example user_2abcdef123456
                 */
                user_id: components["parameters"]["user_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanChange"];
            };
        };
        responses: {
            /** @description Who has which plan. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.unauthorized"];
            404: components["responses"]["404.route_not_found.user_not_found"];
            413: components["responses"]["413.body_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "admin-plan-delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Clerk's.
                 * @example user_2abcdef123456
                 */
                user_id: components["parameters"]["user_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.unauthorized"];
            403: components["responses"]["403.impersonated"];
            404: components["responses"]["404.route_not_found.user_not_found"];
            /** @description Understood, and not as it must be. Every bad field is in `errors`. */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "invalid_request";
                        /** @enum {integer} */
                        status?: 422;
                    };
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_unavailable.keys_unavailable.timed_out"];
        };
    };
    "on-output-completed": {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often it is sent. */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two, while a secret is changed, with a space between. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEvent"] & {
                    /** @constant */
                    type?: "output.completed";
                };
            };
        };
        responses: {
            /** @description It is gone: it is told nothing more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on-output-failed": {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often it is sent. */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two, while a secret is changed, with a space between. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEvent"] & {
                    /** @constant */
                    type?: "output.failed";
                };
            };
        };
        responses: {
            /** @description It is gone: it is told nothing more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on-output-cancelled": {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often it is sent. */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two, while a secret is changed, with a space between. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEvent"] & {
                    /** @constant */
                    type?: "output.cancelled";
                };
            };
        };
        responses: {
            /** @description It is gone: it is told nothing more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on-file-ready": {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often it is sent. */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two, while a secret is changed, with a space between. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEvent"] & {
                    /** @constant */
                    type?: "file.ready";
                };
            };
        };
        responses: {
            /** @description It is gone: it is told nothing more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on-file-failed": {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often it is sent. */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two, while a secret is changed, with a space between. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEvent"] & {
                    /** @constant */
                    type?: "file.failed";
                };
            };
        };
        responses: {
            /** @description It is gone: it is told nothing more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on-ping": {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often it is sent. */
                "webhook-id": string;
                /** @description When it was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two, while a secret is changed, with a space between. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEvent"] & {
                    /** @constant */
                    type?: "ping";
                };
            };
        };
        responses: {
            /** @description It is gone: it is told nothing more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}

export type AccountSubscription = components["schemas"]["AccountSubscription"];
export type ActiveUsers = components["schemas"]["ActiveUsers"];
export type AdminProject = components["schemas"]["AdminProject"];
export type AdminUser = components["schemas"]["AdminUser"];
export type ApiKey = components["schemas"]["ApiKey"];
export type ApiKeyWithSecret = components["schemas"]["ApiKeyWithSecret"];
export type AuditEntry = components["schemas"]["AuditEntry"];
export type ChangedWebhook = components["schemas"]["ChangedWebhook"];
export type Check = components["schemas"]["Check"];
export type Correction = components["schemas"]["Correction"];
export type Counts = components["schemas"]["Counts"];
export type Delivery = components["schemas"]["Delivery"];
export type DryRun = components["schemas"]["DryRun"];
export type Edit = components["schemas"]["Edit"];
export type Extras = components["schemas"]["Extras"];
export type Failure = components["schemas"]["Failure"];
export type Failures = components["schemas"]["Failures"];
export type FeedContents = components["schemas"]["FeedContents"];
export type FeedEpisode = components["schemas"]["FeedEpisode"];
export type FeedRequest = components["schemas"]["FeedRequest"];
export type FieldError = components["schemas"]["FieldError"];
export type File = components["schemas"]["File"];
export type FileEvent = components["schemas"]["FileEvent"];
export type FileStatus = components["schemas"]["FileStatus"];
export type FileWithDownload = components["schemas"]["FileWithDownload"];
export type FileWithUpload = components["schemas"]["FileWithUpload"];
export type GenerationRequest = components["schemas"]["GenerationRequest"];
export type Health = components["schemas"]["Health"];
export type Identity = components["schemas"]["Identity"];
export type KindsRequest = components["schemas"]["KindsRequest"];
export type LastDay = components["schemas"]["LastDay"];
export type Limits = components["schemas"]["Limits"];
export type Link = components["schemas"]["Link"];
export type ListedOutput = components["schemas"]["ListedOutput"];
export type ListedProject = components["schemas"]["ListedProject"];
export type MemberUsage = components["schemas"]["MemberUsage"];
export type Merge = components["schemas"]["Merge"];
export type Message = components["schemas"]["Message"];
export type Metrics = components["schemas"]["Metrics"];
export type NewApiKey = components["schemas"]["NewApiKey"];
export type NewFile = components["schemas"]["NewFile"];
export type NewImport = components["schemas"]["NewImport"];
export type NewProject = components["schemas"]["NewProject"];
export type NewTemplate = components["schemas"]["NewTemplate"];
export type NewUpload = components["schemas"]["NewUpload"];
export type NewWebhook = components["schemas"]["NewWebhook"];
export type Output = components["schemas"]["Output"];
export type OutputEvent = components["schemas"]["OutputEvent"];
export type OutputKind = components["schemas"]["OutputKind"];
export type OutputMetadata = components["schemas"]["OutputMetadata"];
export type OutputStatus = components["schemas"]["OutputStatus"];
export type Passage = components["schemas"]["Passage"];
export type PingEvent = components["schemas"]["PingEvent"];
export type Plan = components["schemas"]["Plan"];
export type PlanChange = components["schemas"]["PlanChange"];
export type PlanChoice = components["schemas"]["PlanChoice"];
export type Platform = components["schemas"]["Platform"];
export type Post = components["schemas"]["Post"];
export type Problem = components["schemas"]["Problem"];
export type ProblemCode = components["schemas"]["ProblemCode"];
export type Profile = components["schemas"]["Profile"];
export type ProfilePatch = components["schemas"]["ProfilePatch"];
export type Progress = components["schemas"]["Progress"];
export type Project = components["schemas"]["Project"];
export type ProjectPatch = components["schemas"]["ProjectPatch"];
export type ProjectWithContents = components["schemas"]["ProjectWithContents"];
export type Provenance = components["schemas"]["Provenance"];
export type ProviderUsage = components["schemas"]["ProviderUsage"];
export type QueueState = components["schemas"]["QueueState"];
export type Quota = components["schemas"]["Quota"];
export type QuotaExceeded = components["schemas"]["QuotaExceeded"];
export type Reason = components["schemas"]["Reason"];
export type RegenerationRequest = components["schemas"]["RegenerationRequest"];
export type Role = components["schemas"]["Role"];
export type Segment = components["schemas"]["Segment"];
export type SegmentEdit = components["schemas"]["SegmentEdit"];
export type SignedUrl = components["schemas"]["SignedUrl"];
export type SourceUsed = components["schemas"]["SourceUsed"];
export type Split = components["schemas"]["Split"];
export type Status = components["schemas"]["Status"];
export type Subscription = components["schemas"]["Subscription"];
export type TableSize = components["schemas"]["TableSize"];
export type Template = components["schemas"]["Template"];
export type TemplatePatch = components["schemas"]["TemplatePatch"];
export type TemplateType = components["schemas"]["TemplateType"];
export type Transcription = components["schemas"]["Transcription"];
export type TranscriptionStatus = components["schemas"]["TranscriptionStatus"];
export type Transfer = components["schemas"]["Transfer"];
export type Upload = components["schemas"]["Upload"];
export type Usage = components["schemas"]["Usage"];
export type UserCost = components["schemas"]["UserCost"];
export type Variant = components["schemas"]["Variant"];
export type Version = components["schemas"]["Version"];
export type Webhook = components["schemas"]["Webhook"];
export type WebhookEvent = components["schemas"]["WebhookEvent"];
export type WebhookWithSecret = components["schemas"]["WebhookWithSecret"];
