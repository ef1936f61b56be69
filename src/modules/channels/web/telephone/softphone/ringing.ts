/** Two short tones, and a pause. */
const beat = { tones: [520, 660], seconds: 0.35, every: 2_500 } as const;

/** Rings until the function that it answers is called. */
export function ring(): () => void {
  const sound = new AudioContext();
  const volume = sound.createGain();
  volume.gain.value = 0.12;
  volume.connect(sound.destination);
  const sing = () =>
    beat.tones.forEach((pitch, place) => {
      const tone = sound.createOscillator();
      tone.frequency.value = pitch;
      tone.connect(volume);
      tone.start(sound.currentTime + place * beat.seconds);
      tone.stop(sound.currentTime + (place + 1) * beat.seconds);
    });
  sing();
  const again = setInterval(sing, beat.every);
  return () => {
    clearInterval(again);
    void sound.close();
  };
}
