//! Recordings cut at silences into pieces that a provider takes: 16-bit WAV of one channel, which every one does.

use std::{fs::File, ops::Range};

use symphonia::{
    core::{
        codecs::audio::{AudioDecoder, AudioDecoderOptions},
        errors::Error,
        formats::{FormatOptions, FormatReader, TrackType, probe::Hint},
        io::{MediaSourceStream, MediaSourceStreamOptions},
        meta::MetadataOptions,
        packet::Packet,
        units::TimeBase,
    },
    default::{get_codecs, get_probe},
};

use crate::{limits, resample::Resampler};

/// Kinds that can be cut, by extension.
#[must_use]
pub fn can_split(extension: &str) -> bool {
    matches!(extension, "wav" | "mp3" | "m4a" | "aac" | "flac" | "ogg")
}

/// What speech needs, and what models of speech hear: samples a second.
const SPEECH: u32 = 16_000;
const RATES: Range<u32> = 4_000..400_000;
/// Bytes of a WAV file's header.
const HEADER: usize = 44;
/// The last part of a piece in which a silence is looked for.
const SEARCHED: usize = 3;
/// Of a second: what a decoder's delay is shorter than, and what is lost is longer.
const LOST: f64 = 0.05;
/// Of a second: how long a silence is, and in what steps it is looked for.
const SILENCE: usize = 4;
const STEP: usize = 50;

/// A piece of a recording.
#[derive(Debug)]
pub struct AudioPiece {
    /// Seconds from the recording's beginning.
    pub start: f64,
    pub end: f64,
    pub wav: Vec<u8>,
}

/// Trying again doesn't help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    #[error("the recording can't be read; convert it to mp3 or wav and upload it again")]
    Unreadable,
    #[error("the recording is longer than a day")]
    TooLong,
}

/// Reads a recording from its beginning to its end, a piece at a time, and holds no more than one.
pub struct Splitter {
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    /// In seconds, as the recording says.
    duration: Option<f64>,
    /// Of the recording, samples a second.
    rate: Option<u32>,
    channels: usize,
    /// Of the packets' times, and the first one's, in seconds.
    time: Option<TimeBase>,
    begins: Option<f64>,
    /// Frames of the recording that were taken, silence in place of others included.
    taken: u64,
    /// Where the recording has more than speech needs.
    resampler: Option<Resampler>,
    /// What a piece may be at most, in bytes.
    most: usize,
    /// Samples that were decoded and are in no piece yet; the first is the sample number `first`.
    samples: Vec<i16>,
    first: u64,
    /// The samples before were transcribed already.
    skip_to: f64,
    frame: Vec<f32>,
    mono: Vec<f32>,
    over: bool,
}

impl Splitter {
    /// Pieces of at most `most` bytes, from `start` (in seconds) on.
    pub fn open(file: File, extension: &str, most: usize, start: f64) -> Result<Self, SplitError> {
        let unreadable = |_| SplitError::Unreadable;
        let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
        let mut hint = Hint::new();
        hint.with_extension(extension);
        let options = (FormatOptions::default(), MetadataOptions::default());
        let format = get_probe()
            .probe(&hint, stream, options.0, options.1)
            .map_err(unreadable)?;
        let track = format
            .default_track(TrackType::Audio)
            .ok_or(SplitError::Unreadable)?;
        let parameters = track
            .codec_params
            .as_ref()
            .and_then(|parameters| parameters.audio())
            .ok_or(SplitError::Unreadable)?;
        let decoder = get_codecs()
            .make_audio_decoder(parameters, &AudioDecoderOptions::default())
            .map_err(unreadable)?;
        let said = track.num_frames.zip(parameters.sample_rate);
        let duration = said.map(|(frames, rate)| seconds(frames, rate.max(1)));
        Ok(Self {
            track: track.id,
            duration,
            time: track.time_base,
            begins: None,
            taken: 0,
            format,
            decoder,
            rate: None,
            channels: 1,
            resampler: None,
            most,
            samples: Vec::new(),
            first: 0,
            skip_to: start,
            frame: Vec::new(),
            mono: Vec::new(),
            over: false,
        })
    }

    /// Seconds of the whole recording, if it says so itself; it may be wrong.
    #[must_use]
    pub fn duration(&self) -> Option<f64> {
        self.duration
    }

    /// The next piece; `None` at the end. It takes its time: not for a thread that others wait for.
    pub fn next_piece(&mut self) -> Result<Option<AudioPiece>, SplitError> {
        while !self.over && (self.rate.is_none() || self.samples.len() < self.longest()) {
            self.read_packet()?;
        }
        let Some(rate) = self.out_rate() else {
            return Err(SplitError::Unreadable);
        };
        if self.samples.is_empty() {
            return Ok(None);
        }
        let length = if self.over && self.samples.len() <= self.longest() {
            self.samples.len()
        } else {
            quietest(
                &self.samples[..self.longest().min(self.samples.len())],
                rate,
            )
        };
        let rest = self.samples.split_off(length);
        let piece = std::mem::replace(&mut self.samples, rest);
        let first = self.first;
        self.first += length as u64;
        Ok(Some(AudioPiece {
            start: seconds(first, rate),
            end: seconds(self.first, rate),
            wav: wav(&piece, rate),
        }))
    }

    /// Decodes a packet. One that can't be decoded is as long as what came before it, and silent, so that the times after it
    /// stay right.
    fn read_packet(&mut self) -> Result<(), SplitError> {
        let packet = match self.format.next_packet() {
            Ok(Some(packet)) => packet,
            // A file that is cut off ends there.
            Ok(None) | Err(Error::IoError(_) | Error::ResetRequired) => {
                self.over = true;
                return self.finish();
            }
            Err(_) => return Err(SplitError::Unreadable),
        };
        if packet.track_id != self.track {
            return Ok(());
        }
        match self.decoder.decode(&packet) {
            Ok(decoded) => {
                let (rate, channels) = (decoded.spec().rate(), decoded.spec().channels().count());
                if !RATES.contains(&rate) || channels == 0 || *self.rate.get_or_insert(rate) != rate
                {
                    return Err(SplitError::Unreadable);
                }
                if rate > SPEECH && self.resampler.is_none() {
                    let resampler = Resampler::new(rate, SPEECH);
                    self.resampler = Some(resampler.ok_or(SplitError::Unreadable)?);
                }
                self.frame.resize(decoded.samples_interleaved(), 0.0);
                decoded.copy_to_slice_interleaved(&mut self.frame);
                let frame = std::mem::take(&mut self.frame);
                self.fill(&packet, rate)?;
                self.take(&frame, channels)?;
                (self.frame, self.channels) = (frame, channels);
            }
            Err(_) if self.rate.is_some() => {
                let silence = vec![0.0; self.frame.len()];
                self.take(&silence, self.channels)?;
            }
            Err(_) => {}
        }
        self.in_bounds()
    }

    /// Silence in place of what the format's reader skipped in search of a whole packet, where the packet's time tells (in flac,
    /// m4a and wav). Other formats' times are counted packet by packet: there, what follows comes earlier.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a minute at most"
    )]
    fn fill(&mut self, packet: &Packet, rate: u32) -> Result<(), SplitError> {
        let time = |base: TimeBase| {
            let begins = base.calc_time_saturating(packet.pts).as_secs_f64();
            begins
                + base
                    .calc_duration_saturating(packet.trim_start)
                    .as_secs_f64()
        };
        let Some(at) = self.time.map(time) else {
            return Ok(());
        };
        let missing = at - *self.begins.get_or_insert(at) - seconds(self.taken, rate);
        if missing > LOST {
            let silence = (missing.min(limits::GAP) * f64::from(rate)).round();
            self.take(&vec![0.0; silence as usize], 1)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), SplitError> {
        if let Some(resampler) = &mut self.resampler {
            resampler
                .finish(&mut self.mono)
                .ok_or(SplitError::Unreadable)?;
        }
        self.keep();
        self.in_bounds()
    }

    fn in_bounds(&mut self) -> Result<(), SplitError> {
        let rate = self.out_rate().unwrap_or(SPEECH);
        if seconds(self.first + self.samples.len() as u64, rate) > limits::RECORDING {
            return Err(SplitError::TooLong);
        }
        self.skip(rate);
        Ok(())
    }

    /// To one channel, at the rate of speech.
    #[expect(clippy::cast_precision_loss, reason = "a number of channels")]
    fn take(&mut self, interleaved: &[f32], channels: usize) -> Result<(), SplitError> {
        self.taken += (interleaved.len() / channels) as u64;
        for frame in interleaved.chunks_exact(channels) {
            let mean = frame.iter().sum::<f32>() / channels as f32;
            match &mut self.resampler {
                Some(resampler) => resampler
                    .take(mean, &mut self.mono)
                    .ok_or(SplitError::Unreadable)?,
                None => self.mono.push(mean),
            }
        }
        self.keep();
        Ok(())
    }

    #[expect(clippy::cast_possible_truncation, reason = "a sample; `as` saturates")]
    fn keep(&mut self) {
        let samples = self.mono.drain(..).map(|sample| (sample * 32_767.0) as i16);
        self.samples.extend(samples);
    }

    /// Drops what was transcribed already.
    fn skip(&mut self, rate: u32) {
        let skip_to = samples(self.skip_to, rate);
        let dropped = usize::try_from(skip_to.saturating_sub(self.first)).unwrap_or(usize::MAX);
        let dropped = dropped.min(self.samples.len());
        self.samples.drain(..dropped);
        self.first += dropped as u64;
    }

    fn out_rate(&self) -> Option<u32> {
        self.rate.map(|rate| rate.min(SPEECH))
    }

    /// Samples of a piece at most.
    fn longest(&self) -> usize {
        let by_time = self
            .out_rate()
            .unwrap_or(SPEECH)
            .saturating_mul(limits::PIECE);
        let by_size = self.most.saturating_sub(HEADER) / 2;
        by_size.min(by_time as usize).max(1)
    }
}

/// How many of the samples to take so that the cut is in the middle of the quietest moment towards their end.
fn quietest(samples: &[i16], rate: u32) -> usize {
    let rate = rate as usize;
    let (length, step) = ((rate / SILENCE).max(1), (rate / STEP).max(1));
    let from = samples.len() - samples.len() / SEARCHED;
    let loudness = |start: usize| -> u64 {
        samples[start..start + length]
            .iter()
            .map(|sample| u64::from(sample.unsigned_abs()))
            .sum()
    };
    // The last of those that are as quiet: pieces are as long as they can be.
    (from..)
        .step_by(step)
        .take_while(|start| start + length <= samples.len())
        .min_by_key(|start| (loudness(*start), std::cmp::Reverse(*start)))
        .map_or(samples.len(), |start| start + length / 2)
}

#[expect(clippy::cast_precision_loss, reason = "at most a day")]
fn seconds(samples: u64, rate: u32) -> f64 {
    samples as f64 / f64::from(rate)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most a day; `as` saturates"
)]
fn samples(seconds: f64, rate: u32) -> u64 {
    (seconds * f64::from(rate)).round() as u64
}

/// RIFF WAVE, PCM, one channel, 16 bit.
fn wav(samples: &[i16], rate: u32) -> Vec<u8> {
    let size = u32::try_from(samples.len() * 2).unwrap_or(u32::MAX);
    let mut wav = Vec::with_capacity(HEADER + samples.len() * 2);
    wav.extend(b"RIFF");
    wav.extend((size + 36).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    for half in [1_u16, 1] {
        wav.extend(half.to_le_bytes());
    }
    wav.extend(rate.to_le_bytes());
    wav.extend((rate * 2).to_le_bytes());
    for half in [2_u16, 16] {
        wav.extend(half.to_le_bytes());
    }
    wav.extend(b"data");
    wav.extend(size.to_le_bytes());
    wav.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    wav
}
