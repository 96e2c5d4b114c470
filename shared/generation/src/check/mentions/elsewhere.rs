//! Whether what a text says of a value stands in a passage of the sources that has nothing of the value.

use super::{
    BESIDE, LOOKED_AT, Mention, Mentions, Said, What,
    kinds::{alike, counts_times, equal, has_other_count, is_rival, is_weak, is_year},
    passages::Share,
};

/// Times as much of what is said as the sentences of a value have, from which on another sentence is meant, and the words
/// that it has more.
const OTHER_PASSAGE: f64 = 3.0;
const MORE_WORDS: usize = 2;

impl Mentions {
    /// Those of the mentions of a value whose passage has what is said, unless none has.
    pub(super) fn nearest_passages<'a>(
        &self,
        same: Vec<&'a Mention>,
        said: &[u32],
    ) -> Vec<&'a Mention> {
        let shares = same.iter();
        let shares: Vec<f64> = shares
            .map(|other| self.passages.share(other.sentence, said).weight)
            .collect();
        let most = shares.iter().copied().fold(0.0, f64::max);
        let near = same.into_iter().zip(shares);
        near.filter(|(_, share)| share * OTHER_PASSAGE >= most)
            .map(|(other, _)| other)
            .collect()
    }

    /// Whether what is said stands in another sentence than the value, with a figure that may be meant: where those around the
    /// value have next to nothing of it, or its own has.
    pub(super) fn is_of_other_passage(
        &self,
        same: &[&Mention],
        mention: &Mention,
        all: &[Mention],
        said: &Said,
    ) -> bool {
        let Some(best) = said.best_telling else {
            return false;
        };
        let is_less = |share: Share| {
            best.weight >= share.weight * OTHER_PASSAGE && best.words >= share.words + MORE_WORDS
        };
        let no_year = same.iter().all(|other| !is_year(&other.what));
        let is_bare = |what: &What| matches!(what, What::Figure(figure) if figure.unit.is_none());
        let is_meant = |rival: &Mention| {
            (is_rival(mention, rival)
                || no_year
                    && is_bare(&mention.what)
                    && is_bare(&rival.what)
                    && !is_year(&rival.what))
                && !is_weak(&rival.what)
                && !all.iter().any(|one| equal(&one.what, &rival.what))
        };
        let has_other = || self.of_one_sentence(best.sentence).iter().any(is_meant);
        // `128,000 euros, of which the state paid 50,000`: the sentence before says the first.
        let goes_on = |other: &&Mention| {
            let said = |one: &Mention| all.iter().any(|said| equal(&said.what, &one.what));
            let mut figures = self.of_one_sentence(best.sentence).iter();
            other.sentence.abs_diff(best.sentence) <= BESIDE
                && figures.any(|one| said(one) && alike(&one.what, &mention.what))
        };
        let around = |other: &&Mention| is_less(self.passages.share(other.sentence, &said.telling));
        let own =
            |other: &&Mention| is_less(self.passages.own_share(other.sentence, &said.telling));
        // Three ferries are no three times of anything else.
        let of_other_thing = |other: &&Mention| {
            let is_said =
                |thing: u32| said.sentence.contains(&thing) || mention.counted == Some(thing);
            other.counted.is_some_and(|thing| !is_said(thing))
                && self.passages.own_share(other.sentence, &said.telling).words == 0
        };
        // `Eleven violins a year`, where there are eleven makers, and seven violins elsewhere.
        let counts_other = || {
            let counting = mention.counted.and_then(|thing| self.by_term.get(&thing));
            let mut counting = counting.into_iter().flatten().take(LOOKED_AT);
            same.iter().all(|other| has_other_count(other, mention))
                && counting.any(|number| {
                    let rival = &self.all[*number as usize];
                    rival.counted == mention.counted && is_meant(rival)
                })
        };
        same.iter().all(around) && (has_other() || counts_other())
            || same.iter().all(|other| own(other) && !goes_on(other)) && has_other()
            || best.words > 0 && counts_times(&mention.what) && same.iter().all(of_other_thing)
    }

    /// Whether the sources say a value behind other names alone than the one that stands before it here, and another of its
    /// kind behind that one: `B costs 740`, where A does and B costs 890.
    pub(super) fn is_of_other_name(
        &self,
        same: &[&Mention],
        mention: &Mention,
        all: &[Mention],
    ) -> bool {
        let is_named =
            |other: &Mention| other.names.iter().any(|name| mention.names.contains(name));
        let is_other = |other: &&Mention| {
            let is_said = |name: &u32| all.iter().any(|one| one.names.contains(name));
            !other.names.is_empty() && !other.names.iter().any(is_said)
        };
        let is_meant = |number: &u32| {
            let rival = &self.all[*number as usize];
            is_named(rival)
                && is_rival(mention, rival)
                && rival.counted == mention.counted
                && !is_weak(&rival.what)
                && !all.iter().any(|one| equal(&one.what, &rival.what))
        };
        let mut rivals = mention.names.iter().flat_map(|name| {
            let of_name = self.by_name.get(name).into_iter().flatten();
            of_name.take(LOOKED_AT)
        });
        !mention.names.is_empty() && same.iter().all(is_other) && rivals.any(is_meant)
    }

    /// Whether another figure of a kind has all that is said near it, where the sentences of the value lack some of it.
    pub(super) fn is_said_of_other(
        &self,
        same: &[&Mention],
        rivals: &[(f64, &Mention)],
        said: &[u32],
    ) -> bool {
        let lacks = |other: &&Mention| {
            let sentence = other.sentence;
            said.iter().any(|term| {
                !self.passages.has(sentence, *term) && !self.passages.has_before(sentence, *term)
            })
        };
        said.len() >= MORE_WORDS
            && same.iter().all(lacks)
            && rivals.iter().any(|(_, rival)| {
                !is_weak(&rival.what) && said.iter().all(|term| rival.near.contains(term))
            })
    }
}
