import { guideCrop, type Crop, type Size } from './crop.ts'
import classes from './photo.module.css'

interface Guide3x4Props {
  readonly size: Size
  readonly crop?: Crop
  /** The face in it is as it should be. */
  readonly good?: boolean
}

/** The 3x4 frame over a picture, drawn in the picture's own pixels; with the place of the head while the camera is live. */
export function Guide3x4({ size, crop, good = false }: Guide3x4Props) {
  const { x, y, width, height } = crop ?? guideCrop(size)
  const dim = `M0 0H${size.width}V${size.height}H0Z M${x} ${y}v${height}h${width}v${-height}Z`
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${size.width} ${size.height}`}
      data-good={good || undefined}
      aria-hidden
    >
      <path d={dim} className={classes.outside} fillRule="evenodd" />
      <rect x={x} y={y} width={width} height={height} className={classes.guide} />
      {crop ? null : (
        <ellipse
          cx={x + width / 2}
          cy={y + height * 0.46}
          rx={width * 0.29}
          ry={height * 0.3}
          className={classes.head}
        />
      )}
    </svg>
  )
}
