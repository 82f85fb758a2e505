import { guideCrop, type Crop, type Size } from './crop.ts'
import classes from './photo.module.css'

/** The 3x4 frame over a picture, drawn in the picture's own pixels; with eye line and chin while the camera is live. */
export function Guide3x4({ size, crop }: { size: Size; crop?: Crop }) {
  const { x, y, width, height } = crop ?? guideCrop(size)
  const dim = `M0 0H${size.width}V${size.height}H0Z M${x} ${y}v${height}h${width}v${-height}Z`
  return (
    <svg className={classes.picture} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden>
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
