"""Real deliveries of the running stack, verified by PyPI's and npm's `standardwebhooks`: for dev/check-client.

Tests are sent to an endpoint without a pause, and meanwhile its secret is rotated. As somebody does who has to deploy a new
secret, the receiver goes on with the old one for a while: each delivery verifies by the one secret that it has, in both
libraries. A real output and a real file are told of, too.
"""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from python_tools import inside

REQUIREMENTS = ["standardwebhooks==1.1.0"]
CLIENT = Path(__file__).resolve().parent.parent / "clients" / "typescript"
API, TOKEN = os.environ["API_URL"], os.environ["TOKEN"]
PINGS = 120
ROTATIONS = 3
# Tests that are sent between a rotation and the receiver's new secret.
DEPLOYING = 15
PATIENCE = 180


def main():
    inside("webhooks", REQUIREMENTS)
    receiver = Receiver()
    endpoint = api("POST", "/webhooks", {"url": f"http://127.0.0.1:{receiver.port}/hook"})
    path = f"/webhooks/{endpoint['id']}"
    receiver.secret = endpoint["secret"]
    ping = lambda: api("POST", f"{path}/ping")["message_id"]
    sent = set()
    for _ in range(ROTATIONS + 1):
        if sent:
            rotated = api("POST", f"{path}/rotate")["secret"]
            sent |= load(ping, DEPLOYING)
            # By then all that was signed by the old secret alone has come.
            receiver.wait_for(sent)
            receiver.secret = rotated
        sent |= load(ping, PINGS // (ROTATIONS + 1))
    receiver.wait_for(sent)
    told_of_work(receiver)
    api("DELETE", path)

    failures = [one for one in receiver.requests if not (one["python"] and one["node"])]
    assert not failures, failures[:3]
    ids = [one["headers"]["webhook-id"] for one in receiver.requests]
    assert sent <= set(ids), len(sent - set(ids))
    signatures = [len(one["headers"]["webhook-signature"].split(" ")) for one in receiver.requests]
    assert set(signatures) == {1, 2}, set(signatures)
    # What verifies everything verifies nothing.
    last = receiver.requests[-1]
    for secret, body in [(endpoint["secret"], last["body"]), (receiver.secret, last["body"] + " ")]:
        assert receiver.verified(secret, last["headers"], body) == (False, False)
    print(f"{len(ids)} deliveries with {ROTATIONS} rotations between them: each verified by PyPI's and npm's library")


def load(ping, times):
    with ThreadPoolExecutor(4) as threads:
        return set(threads.map(lambda _: ping(), range(times)))


def told_of_work(receiver):
    """A file that is read and an output that is written."""
    project = api("POST", "/projects", {"title": "Told"})["id"]
    captions = "".join(
        f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{said}\n\n"
        for number, said in enumerate(
            ["The bakery opens at six.", "Its bread takes two days to make.", "On Mondays the oven rests and the baker does, too."], 1
        )
    )
    form = f'--form\r\ncontent-disposition: form-data; name="file"; filename="talk.srt"\r\n\r\n{captions}\r\n--form--'
    file = api("POST", f"/projects/{project}/upload", form, "multipart/form-data; boundary=form")["id"]
    output = api("POST", f"/projects/{project}/generate/blog", {})["id"]
    expected = {("file.ready", file), ("output.completed", output)}
    receiver.wait(lambda: expected <= {(event["type"], event["data"].get("id")) for event in receiver.events()}, expected)


class Receiver:
    """An endpoint that verifies what it is sent by the one secret that it has."""

    def __init__(self):
        from standardwebhooks import Webhook

        self.webhook = Webhook
        self.secret, self.requests = None, []
        self.lock = threading.Lock()
        self.node = subprocess.Popen(
            [os.environ["NODE"], "verify-webhooks.mjs"], cwd=CLIENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                status = 204 if receiver.take({name.lower(): value for name, value in self.headers.items()}, body) else 401
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def take(self, headers, body):
        with self.lock:
            python, node = self.verified(self.secret, headers, body)
            self.requests.append({"headers": headers, "body": body, "python": python, "node": node})
            return python and node

    def verified(self, secret, headers, body):
        try:
            self.webhook(secret).verify(body, headers)
            python = True
        except Exception as error:
            if type(error).__name__ != "WebhookVerificationError":
                raise
            python = False
        self.node.stdin.write(json.dumps({"secret": secret, "headers": headers, "body": body}) + "\n")
        self.node.stdin.flush()
        return python, self.node.stdout.readline() == "true\n"

    def events(self):
        with self.lock:
            return [json.loads(one["body"]) for one in self.requests]

    def wait_for(self, ids):
        self.wait(lambda: ids <= {one["headers"]["webhook-id"] for one in self.requests}, "tests")

    def wait(self, holds, what):
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"never came: {what}"
            time.sleep(0.05)


def api(method, path, body=None, media_type="application/json"):
    data = None if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": media_type}
    request = urllib.request.Request(API + path, data, headers if data else {"Authorization": f"Bearer {TOKEN}"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")
    return json.loads(text) if text else None


main()
