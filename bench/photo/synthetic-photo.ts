import sharp from "sharp";

/**
 * Pictures that stress an encoder as photos do; no licensed ones are at hand. Detail falls with its
 * frequency as it does in nature (1/f), over it lie shaded shapes with hard edges, and grain as of
 * a sensor. All of it follows from a seed.
 */
export interface Scene {
  readonly name: string;
  /** Weight of each octave in relation to the coarser one before it: 0.5 is smooth, 0.8 is foliage. */
  readonly roughness: number;
  readonly shapes: number;
  /** Standard deviation, in levels of 255. */
  readonly grain: number;
}

/** Smooth and busy ones, and one in bad light. */
export const SCENES: readonly Scene[] = [
  { name: "portrait", roughness: 0.42, shapes: 5, grain: 2 },
  { name: "street", roughness: 0.58, shapes: 60, grain: 3 },
  { name: "foliage", roughness: 0.78, shapes: 8, grain: 3 },
  { name: "indoors, dim", roughness: 0.5, shapes: 25, grain: 9 },
];

/** RGB pixels of a scene, 8 bits a channel, row by row. */
export async function syntheticPixels(
  scene: Scene,
  width: number,
  height: number,
): Promise<Uint8Array> {
  const random = seededRandom(scene.name.length * 7_919);
  const field = new Float32Array(width * height * 3);
  let weight = 1;
  for (let cell = 512; cell >= 2; cell /= 2) {
    await addOctave(field, { width, height, cell, weight, random });
    weight *= scene.roughness;
  }
  for (let count = 0; count < scene.shapes; count += 1) addEllipse(field, width, height, random);
  return toLevels(field, scene.grain, random);
}

/** Uniform in [0, 1): a linear congruential generator, so that each run draws the same. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Octave {
  readonly width: number;
  readonly height: number;
  /** Pixels from one random value to the next. */
  readonly cell: number;
  readonly weight: number;
  readonly random: () => number;
}

async function addOctave(field: Float32Array, octave: Octave): Promise<void> {
  const { width, height, cell, weight, random } = octave;
  const grid = { width: Math.ceil(width / cell) + 1, height: Math.ceil(height / cell) + 1 };
  const values = new Uint8Array(grid.width * grid.height * 3).map(() => random() * 256);
  const { data } = await sharp(values, { raw: { ...grid, channels: 3 } })
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let at = 0; at < field.length; at += 1) {
    // Nature varies more in brightness, for which green stands here, than in colour.
    const light = data[at - (at % 3) + 1] ?? 0;
    field[at] = (field[at] ?? 0) + weight * (0.75 * light + 0.25 * (data[at] ?? 0) - 128);
  }
}

/** A shape of another colour, lit from one side. */
function addEllipse(
  field: Float32Array,
  width: number,
  height: number,
  random: () => number,
): void {
  const [x, y] = [random() * width, random() * height];
  const [a, b] = [(0.02 + 0.2 * random()) * width, (0.02 + 0.25 * random()) * height];
  const color = [0, 1, 2].map(() => random() * 180 - 90);
  const [top, bottom] = [Math.max(0, Math.floor(y - b)), Math.min(height, Math.ceil(y + b))];
  for (let row = top; row < bottom; row += 1) {
    const half = a * Math.sqrt(Math.max(0, 1 - ((row - y) / b) ** 2));
    const [left, right] = [
      Math.max(0, Math.round(x - half)),
      Math.min(width, Math.round(x + half)),
    ];
    for (let column = left; column < right; column += 1) {
      const shade = ((column - x) / a) * 30;
      for (const channel of [0, 1, 2]) {
        const at = (row * width + column) * 3 + channel;
        field[at] = 0.35 * (field[at] ?? 0) + (color[channel] ?? 0) - shade;
      }
    }
  }
}

function toLevels(field: Float32Array, grain: number, random: () => number): Uint8Array {
  const levels = new Uint8ClampedArray(field.length);
  for (let at = 0; at < field.length; at += 1) {
    // The sum of three uniform values is near enough to a bell curve, of variance 1/4.
    const noise = (random() + random() + random() - 1.5) * 2 * grain;
    levels[at] = 128 + 0.6 * (field[at] ?? 0) + noise;
  }
  return new Uint8Array(levels.buffer);
}
