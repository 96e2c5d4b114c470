//! Whether what a source has of a value is said of the same thing.

use super::{
    Budget, LOOKED_AT, Mention, Mentions, Said, Support, What,
    kinds::{
        alike, covers, equal, has_other_count, is_any_count, is_count, is_one, is_rival, is_weak,
        is_year,
    },
};
use crate::check::figures::key;

/// Times as much as the words of the same value say, from which on less is enough.
const FAR: f64 = 2.5;
/// Of what a word near a figure says, what one of the sentence before does.
const BEFORE: f64 = 0.3;
/// As much as a word near a figure says another figure that both have beside it.
const TOGETHER: f64 = 0.5;
/// Words of its own that a clause has which leaves out what it shares with the one before.
const ELLIPTICAL: usize = 3;

impl Mentions {
    /// Whether one of the mentions of the same value is of the same thing.
    #[expect(
        clippy::too_many_lines,
        clippy::cast_precision_loss,
        reason = "one rule after the other; counts of mentions"
    )]
    pub(super) fn in_context(
        &self,
        same: &[u32],
        mention: &Mention,
        all: &[Mention],
        said_of: &Said,
        left: &mut Budget,
    ) -> Support {
        let sentence = said_of.sentence;
        let score = |other: &Mention| {
            let weight = |term: &u32, own: f64| {
                let rarity = 1.0
                    / (1.0
                        + self
                            .by_term
                            .get(term)
                            .map_or(0.0, |list| (list.len() as f64).ln()));
                if other.near.contains(term) {
                    own * rarity
                } else if self.passages.has(other.sentence, *term) {
                    own * rarity * 0.6
                } else if self.passages.has_before(other.sentence, *term) {
                    own * rarity * BEFORE
                } else {
                    0.0
                }
            };
            let near: f64 = mention.near.iter().map(|term| weight(term, 1.0)).sum();
            let rest = sentence.iter().filter(|term| !mention.near.contains(term));
            let moment = mention.moment != 0 && mention.moment == other.moment;
            // Figures that are said together stand together.
            let together = all.iter().any(|one| {
                one.at != mention.at
                    && self
                        .of_one_sentence(other.sentence)
                        .iter()
                        .any(|beside| beside.at != other.at && equal(&one.what, &beside.what))
            });
            near + f64::from(u8::from(moment)) * 0.5
                + f64::from(u8::from(together)) * TOGETHER
                + rest.map(|term| weight(term, 0.5)).sum::<f64>()
        };
        if !left.spend(same.len() * 4) {
            return Support::Yes;
        }
        let mentions = |numbers: &[u32]| -> Vec<&Mention> {
            numbers
                .iter()
                .map(|number| &self.all[*number as usize])
                .collect()
        };
        let same_mentions = self.nearest_passages(mentions(same), sentence);
        if Self::contradicts(mention, all) {
            return Support::Elsewhere;
        }
        if self.is_of_other_row(&same_mentions, sentence) {
            return Support::Elsewhere;
        }
        if self.is_of_other_name(&same_mentions, mention, all) {
            return Support::Elsewhere;
        }
        if !is_any_count(&mention.what)
            && self.is_of_other_passage(&same_mentions, mention, all, said_of)
        {
            return Support::Elsewhere;
        }
        // Said to have risen, and it fell.
        let opposite = |other: &&Mention| mention.direction * other.direction < 0;
        if mention.direction != 0 && same_mentions.iter().all(opposite) {
            return Support::Turned;
        }
        // A loss, and it was a profit.
        if same_mentions
            .iter()
            .all(|other| mention.balance * other.balance < 0)
        {
            return Support::Turned;
        }
        // `Today the bill is 2,900`, which fell from that to 800.
        if mention.moment > 0 && same_mentions.iter().all(|other| self.has_changed(other)) {
            return Support::Elsewhere;
        }
        // Of today, and it was then.
        if mention.moment != 0
            && same_mentions
                .iter()
                .all(|other| mention.moment * other.moment < 0)
        {
            return Support::Elsewhere;
        }
        if same_mentions
            .iter()
            .all(|other| self.beside_it(other, mention, all))
            || self.is_of_other_date(mention, all)
        {
            return Support::Elsewhere;
        }
        // `from 5 to 30` of `from 30 to 5`.
        if let Some(from) = &mention.from
            && same_mentions
                .iter()
                .all(|other| other.from.as_ref() != Some(from))
            && all.iter().any(|first| self.came_from(first, from, mention))
        {
            return Support::Elsewhere;
        }
        let best = same_mentions
            .iter()
            .map(|other| score(other))
            .fold(0.0, f64::max);
        let same_sentences: Vec<u32> = same_mentions.iter().map(|other| other.sentence).collect();
        // What the text says of the same kind in the same sentence is no rival.
        let said = |other: &Mention| all.iter().any(|one| equal(&one.what, &other.what));
        let mut rivals: Vec<u32> = Vec::new();
        for term in mention.near.iter().chain(sentence) {
            rivals.extend(self.by_term.get(term).into_iter().flatten().take(LOOKED_AT));
        }
        rivals.sort_unstable();
        rivals.dedup();
        rivals.retain(|number| !same.contains(number));
        rivals.truncate(LOOKED_AT * 8);
        if !left.spend(rivals.len()) {
            return Support::Yes;
        }
        // Of two figures that stand together here and there, none is another sentence's.
        let beside: Vec<u32> = same_mentions
            .iter()
            .filter(|other| self.stands_beside(other, mention, all))
            .map(|other| other.sentence)
            .collect();
        let rivals: Vec<(f64, &Mention)> = rivals
            .iter()
            .map(|number| &self.all[*number as usize])
            .filter(|other| beside.is_empty() || beside.contains(&other.sentence))
            .filter(|other| is_rival(mention, other) && !said(other) && !is_one(other, mention))
            .map(|other| (score(other), other))
            .collect();
        let counted_elsewhere = mention.counted.is_some()
            && same_mentions
                .iter()
                .all(|same| has_other_count(same, mention))
            && rivals
                .iter()
                .any(|(other, rival)| rival.counted == mention.counted && *other >= best);
        if self.is_said_of_other(&same_mentions, &rivals, sentence) {
            return Support::Elsewhere;
        }
        let rival = rivals
            .into_iter()
            .max_by(|one, other| one.0.total_cmp(&other.0));
        let Some((other, rival)) = rival else {
            return Support::Yes;
        };
        let margin = if same_sentences.contains(&rival.sentence) {
            1.6
        } else {
            1.5
        };
        let elsewhere = if best < 0.1 {
            other >= 0.45
        } else {
            other > best * margin && other - best >= 0.6
                || other > best * FAR && other - best >= 0.45
        };
        if elsewhere || counted_elsewhere {
            Support::Elsewhere
        } else {
            Support::Yes
        }
    }

    /// Whether a value is one from which another of its sentence came.
    fn has_changed(&self, mention: &Mention) -> bool {
        let value = match &mention.what {
            What::Figure(figure) => figure.values.first().map(|value| key(*value)),
            What::Date(_) => None,
        };
        let mut others = self.of_one_sentence(mention.sentence).iter();
        value.is_some() && others.any(|one| one.from == value && one.at.start > mention.at.start)
    }

    /// Whether the sentence of a mention has another figure that the text says, too.
    fn stands_beside(&self, same: &Mention, mention: &Mention, all: &[Mention]) -> bool {
        let others = self.of_one_sentence(same.sentence).iter();
        let mut others = others.filter(|other| other.at != same.at && !is_weak(&other.what));
        others.any(|other| {
            let mut said = all.iter().filter(|one| one.at != mention.at);
            said.any(|one| equal(&one.what, &other.what) && alike(&one.what, &other.what))
        })
    }

    /// Of one sentence.
    pub(super) fn of_one_sentence(&self, sentence: u32) -> &[Mention] {
        let first = self
            .all
            .partition_point(|mention| mention.sentence < sentence);
        let length = self.all[first..]
            .iter()
            .take(LOOKED_AT)
            .take_while(|mention| mention.sentence == sentence)
            .count();
        &self.all[first..first + length]
    }

    /// Whether the sentence of a mention with the same value has another figure that is meant: one of the same kind of
    /// which is said what the text says, `now` or `less`, or whose own words the text has.
    fn beside_it(&self, same: &Mention, mention: &Mention, all: &[Mention]) -> bool {
        let shared = |other: &Mention| {
            let near = mention.near.iter();
            near.filter(|term| other.near.contains(term)).count()
        };
        let own = shared(same);
        self.of_one_sentence(same.sentence).iter().any(|rival| {
            // Of 39 questions, the 21 of them are no rival.
            let counts = is_count(&mention.what)
                && same.counted == mention.counted
                && rival.counted != mention.counted;
            let is_other = rival.at != same.at
                && !counts
                && is_rival(mention, rival)
                && !is_weak(&rival.what)
                && !all.iter().any(|one| equal(&one.what, &rival.what));
            let then = mention.moment != 0 && same.moment == 0 && rival.moment == mention.moment;
            let way = mention.direction != 0
                && same.direction == 0
                && rival.direction == mention.direction;
            let theirs = shared(rival);
            let theirs_or_as_many = theirs >= own;
            // A clause that leaves out what it shares with the one before has few words.
            let words = same.near.len();
            let theirs = own == 0 && theirs > 0 && words > 1 || theirs > own * 2 && words > 2;
            let other_clause = Self::is_of_other_clause(same, rival, all);
            is_other && (then || way && theirs_or_as_many || theirs || other_clause)
        })
    }

    /// `60 % goes to bookbinders and 15 % to banks`: whether the text has all words that are the rival's alone, which are few
    /// where its clause leaves out what both share, and lacks some of the other's; or some of the rival's, and none of the other's.
    fn is_of_other_clause(same: &Mention, rival: &Mention, all: &[Mention]) -> bool {
        let is_said = |term: &&u32| all.iter().any(|one| one.near.contains(term));
        let own = |one: &Mention, other: &Mention| -> Vec<u32> {
            let near = one.near.iter();
            near.filter(|term| !other.near.contains(term))
                .copied()
                .collect()
        };
        let (theirs, its) = (own(rival, same), own(same, rival));
        let all = |terms: &[u32]| terms.iter().all(|term| is_said(&term));
        let none = |terms: &[u32]| !terms.iter().any(|term| is_said(&term));
        let fits = all(&theirs) && !all(&its) || !none(&theirs) && none(&its) && !its.is_empty();
        !theirs.is_empty() && theirs.len() <= ELLIPTICAL && fits
    }

    /// Whether the sentence of a figure has another year beside it, and the one that is said beside another figure:
    /// `140 workers in 1963, then three in 1985`.
    fn has_other_date(&self, figure: u32, date: &Mention, all: &[Mention]) -> bool {
        let figure = &self.all[figure as usize];
        let sentence = self.of_one_sentence(figure.sentence);
        let beside = |place: usize| {
            let places = [place.checked_sub(1), Some(place + 1)];
            places
                .into_iter()
                .flatten()
                .filter_map(|at| sentence.get(at))
        };
        let is_said = |other: &Mention| {
            alike(&date.what, &other.what) && all.iter().any(|one| covers(&other.what, &one.what))
        };
        let Some(own) = sentence.iter().position(|one| one.at == figure.at) else {
            return false;
        };
        let mut dates = beside(own).filter(|other| alike(&date.what, &other.what));
        let has_other = dates.clone().next().is_some() && !dates.any(is_said);
        let mut places = (0..sentence.len()).filter(|place| is_said(&sentence[*place]));
        has_other && places.any(|place| beside(place).any(|rival| alike(&figure.what, &rival.what)))
    }

    /// Whether a year stands beside a figure that the sources have in a sentence with another year alone.
    fn is_of_other_date(&self, mention: &Mention, all: &[Mention]) -> bool {
        if !matches!(&mention.what, What::Date(_)) && !is_year(&mention.what) {
            return false;
        }
        let Some(own) = all.iter().position(|one| one.at == mention.at) else {
            return false;
        };
        let beside = [own.checked_sub(1), Some(own + 1)];
        let mut beside = beside.into_iter().flatten().filter_map(|at| all.get(at));
        beside.any(|figure| {
            let What::Figure(value) = &figure.what else {
                return false;
            };
            if value.is_weak || is_year(&figure.what) {
                return false;
            }
            let same = self.same(value, figure);
            if !same.is_empty()
                && same
                    .iter()
                    .all(|number| self.has_other_date(*number, mention, all))
            {
                return true;
            }
            value.unit.is_some()
                && !same.is_empty()
                && same.iter().all(|number| {
                    let sentence = self.of_one_sentence(self.all[*number as usize].sentence);
                    let mut dates = sentence
                        .iter()
                        .filter(|other| alike(&mention.what, &other.what));
                    let said =
                        |other: &Mention| all.iter().any(|one| covers(&other.what, &one.what));
                    dates.clone().next().is_some() && !dates.any(said)
                })
        })
    }

    /// `Fell from 5 to 30.`
    fn contradicts(mention: &Mention, all: &[Mention]) -> bool {
        let of = |mention: &Mention| match &mention.what {
            What::Figure(figure) => figure.values.first().copied(),
            What::Date(_) => None,
        };
        let pairs = all.windows(2).filter(|pair| pair[1].from.is_some());
        let mut own = pairs.filter(|pair| pair.iter().any(|one| one.at == mention.at));
        own.any(|pair| {
            let direction = pair[0].direction;
            match (of(&pair[0]), of(&pair[1])) {
                (Some(first), Some(second)) => {
                    direction > 0 && second < first || direction < 0 && second > first
                }
                _ => false,
            }
        })
    }

    /// Whether a source goes from the second to the first.
    fn came_from(&self, first: &Mention, from: &str, second: &Mention) -> bool {
        let (What::Figure(one), What::Figure(two)) = (&first.what, &second.what) else {
            return false;
        };
        let is_first = one.values.first().is_some_and(|value| key(*value) == from);
        let Some(second) = two.values.first() else {
            return false;
        };
        is_first
            && self
                .by_value
                .get(from)
                .into_iter()
                .flatten()
                .take(LOOKED_AT)
                .any(|number| {
                    self.all[*number as usize].from.as_deref() == Some(key(*second).as_str())
                })
    }
}
