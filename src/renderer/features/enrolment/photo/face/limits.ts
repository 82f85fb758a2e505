/**
 * What a good photo is, in numbers. Sources: ISO/IEC 19794-5:2011 (full frontal and token images) as ICAO Doc 9303 part 3 takes it over;
 * where the standard has a word and no number, what was measured on sample faces (decision 0114). Angles have the error of the mesh added:
 * the standard's 5 degrees are of the head, not of an estimate.
 */
export const LIMITS = {
  /** Pixels between the eyes: 90 in the standard; a camera of fewer than 600 lines must reach the 60 of a 240 x 320 token image. */
  eyeDistance: { usual: 90, small: 60, smallBelow: 600 },
  /** The photo's height in distances between the eyes: at most 16/3 (token image); with less than 4.4 the head fills over 0.9 of it. */
  photoHeight: { token: 16 / 3, least: 4.4 },
  /** Where the eyes lie in the photo: 45 to 55 % from the left, 50 to 70 % from the bottom. */
  eyesAcross: [0.45, 0.55],
  eyesUp: [0.5, 0.7],
  /** Degrees. Roll is measured in the picture itself: 8 as the standard has it. */
  roll: 8,
  /** 5 of the standard and 5 of error. */
  yaw: 10,
  /** A level head reads about 7 on the mesh, heads differ by 8 (measured); down is positive. */
  pitch: [-8, 22],
  /** Height over width of an eye: open 0.27 and more, closed 0.15 and less (measured). */
  eyesOpen: 0.2,
  /** Height over width of the lips' gap: closed at most 0.1, teeth seen 0.16 and more (measured). */
  mouthOpen: 0.13,
  /** Detail over shades: sharp 0.023 and more, blurred by a 45th of the eyes' distance 0.019 and less (measured). */
  sharpness: 0.02,
  /** Shades of the face: the standard asks for 128; below 64 nothing printed is left of it. Skin is no fault: the range counts. */
  range: 64,
  darkBelow: 110,
  brightAbove: 235,
  /** Share of the face that is burnt out. */
  burnt: 0.1,
  /** Between the halves of the face: the standard says even; sunlight from the side gives 0.5 (measured). */
  uneven: 0.5,
  /** Share of the backdrop beside the head that has the asked colour. */
  backdrop: 0.8,
  /** The mesh's own word on whether it is a face. */
  sure: 0.5,
} as const
