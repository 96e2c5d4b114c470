//! A recording's samples at the rate of speech: what is above it is taken away before, and not folded into it.

use rubato::{
    Async, FixedAsync, Indexing, Resampler as _, SincInterpolationParameters,
    SincInterpolationType, WindowFunction, audioadapter_buffers::direct::InterleavedSlice,
};

/// Samples that are filtered together.
const CHUNK: usize = 1_024;
/// Of the filter, in samples that come out: steep enough to keep speech up to nine tenths of what the rate can hold.
const FILTER: usize = 64;

/// One channel, from one rate to a lower one; the first sample that comes out is of the time of the first that went in.
pub(crate) struct Resampler {
    filter: Async<f32>,
    /// Samples that wait for a chunk to be full.
    waiting: Vec<f32>,
    filtered: Vec<f32>,
    /// Samples to come that are older than the recording.
    delay: usize,
    taken: usize,
    given: usize,
}

impl Resampler {
    /// `None` where the filter can't be made.
    pub(crate) fn new(from: u32, to: u32) -> Option<Self> {
        let length = FILTER * from.div_ceil(to) as usize;
        let mut parameters =
            SincInterpolationParameters::new(length, WindowFunction::BlackmanHarris2);
        parameters.interpolation = SincInterpolationType::Linear;
        let ratio = f64::from(to) / f64::from(from);
        let filter = Async::new_sinc(ratio, 1.0, &parameters, CHUNK, 1, FixedAsync::Input).ok()?;
        Some(Self {
            waiting: Vec::with_capacity(CHUNK),
            filtered: vec![0.0; filter.output_frames_max()],
            delay: filter.output_delay(),
            filter,
            taken: 0,
            given: 0,
        })
    }

    /// Adds what is ready to `out`. `None`: the filter failed.
    pub(crate) fn take(&mut self, sample: f32, out: &mut Vec<f32>) -> Option<()> {
        self.taken += 1;
        self.push(sample, out)
    }

    /// The rest, when the recording is over: as long as what was taken.
    pub(crate) fn finish(&mut self, out: &mut Vec<f32>) -> Option<()> {
        let length = self.length();
        while self.given < length {
            self.push(0.0, out)?;
        }
        out.truncate(out.len() - (self.given - length));
        self.given = length;
        Some(())
    }

    fn push(&mut self, sample: f32, out: &mut Vec<f32>) -> Option<()> {
        self.waiting.push(sample);
        if self.waiting.len() < CHUNK {
            return Some(());
        }
        let frames = self.filtered.len();
        let input = InterleavedSlice::new(&self.waiting, 1, CHUNK).ok()?;
        let mut output = InterleavedSlice::new_mut(&mut self.filtered, 1, frames).ok()?;
        let (_, written) = self
            .filter
            .process_into_buffer(&input, &mut output, None::<&Indexing>)
            .ok()?;
        let early = self.delay.min(written);
        self.delay -= early;
        self.given += written - early;
        out.extend_from_slice(&self.filtered[early..written]);
        self.waiting.clear();
        Some(())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "samples of at most a day"
    )]
    fn length(&self) -> usize {
        (self.taken as f64 * self.filter.resample_ratio()).round() as usize
    }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "samples of a second")]
mod tests {
    use super::*;

    /// A second of a tone, and what comes of it.
    fn tone(frequency: f32, from: u32) -> Vec<f32> {
        let mut resampler = Resampler::new(from, 16_000).unwrap();
        let mut out = Vec::new();
        let step = std::f32::consts::TAU * frequency / from as f32;
        for n in 0..from {
            resampler.take((n as f32 * step).sin(), &mut out).unwrap();
        }
        resampler.finish(&mut out).unwrap();
        out
    }

    /// In decibels of a full tone, without the ends.
    fn level(samples: &[f32]) -> f32 {
        let inner = &samples[1_000..samples.len() - 1_000];
        let power = inner.iter().map(|sample| sample * sample).sum::<f32>() / inner.len() as f32;
        10.0 * (power * 2.0).log10()
    }

    #[test]
    fn speech_passes_and_what_is_above_it_is_not_folded_into_it() {
        for from in [22_050, 32_000, 44_100, 48_000, 96_000, 192_000] {
            for heard in [100.0, 1_000.0, 6_000.0] {
                let level = level(&tone(heard, from));
                assert!(level.abs() < 0.5, "{heard} Hz of {from}: {level} dB");
            }
            // The mean of three samples leaves 9,000 Hz of 48,000 at -4.6 dB, as 7,000 Hz.
            for folded in [9_000.0, 10_500.0, 13_000.0, 15_000.0, 20_000.0] {
                if folded < from as f32 / 2.0 {
                    let level = level(&tone(folded, from));
                    assert!(level < -60.0, "{folded} Hz of {from}: {level} dB");
                }
            }
        }
    }

    #[test]
    fn it_is_neither_earlier_nor_later_nor_longer() {
        for from in [22_050_u32, 44_100, 48_000] {
            let mut resampler = Resampler::new(from, 16_000).unwrap();
            let mut out = Vec::new();
            for n in 0..from {
                let click = if n == from / 2 { 1.0 } else { 0.0 };
                resampler.take(click, &mut out).unwrap();
            }
            resampler.finish(&mut out).unwrap();
            assert_eq!(out.len(), 16_000);
            let loudest = (0..out.len())
                .max_by(|a, b| out[*a].total_cmp(&out[*b]))
                .unwrap();
            assert!((7_998..=8_002).contains(&loudest), "{from}: {loudest}");
        }
    }
}
