export interface StaticHost {
  url: string
  port: number
  /** Paths that were asked for, in order. */
  requests: string[]
  stop(): Promise<void>
}

export function serve(options: {
  dist: string
  port?: number
  host?: string
  config?: object
  /** Hears of each body as it goes over the wire. */
  onSent?: (bytes: number) => void
}): Promise<StaticHost>
export function securityHeaders(dist: string): Record<string, string>
