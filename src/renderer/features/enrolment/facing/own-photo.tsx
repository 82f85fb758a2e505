import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { facing } from './facing-client.ts'
import classes from './facing.module.css'

/** The resident's 3x4 photo; fetched through the window's own line, as no address of the core is served here. */
export function OwnPhoto({ version }: { version: string }) {
  const { t } = useTranslation()
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let left = false
    let made: string | null = null
    const fetchIt = async () => {
      const { file } = await facing.photo({})
      if (left) return
      made = URL.createObjectURL(file)
      setUrl(made)
    }
    fetchIt().catch((cause: unknown) => console.info('no photo yet', version, cause))
    return () => {
      left = true
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [version])
  return url === null ? (
    <div className={classes.photo} />
  ) : (
    <img className={classes.photo} src={url} alt={t('facing.photoAlt')} />
  )
}
