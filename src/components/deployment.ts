import { create } from 'zustand'

/** What whoever hosts the page may set in config.json beside index.html. Every key is optional there; here each has a value. */
export interface Deployment {
  /** The server that is suggested; empty for none. */
  domain: string
  /** Only accounts of `domain`. */
  lockDomain: boolean
  /** Domain to WebSocket address, used before discovery. */
  websocket: Readonly<Record<string, string>>
  /** Whether registering is offered; a list names servers to suggest. */
  register: boolean | readonly string[]
  /** Domain for reading without an account; empty for none. */
  anonymous: string
  /** Communities to start with, each `<service>/<node>`. */
  communities: readonly string[]
  /** JID of a directory of channels (XEP-0433); empty for none. */
  channelSearch: string
  /** Prefix of public links to posts; empty for none. */
  webAddress: string
  name: string
  /** A CSS colour that everything coloured is made from; empty for ours. */
  accent: string
}

export const DEFAULT_DEPLOYMENT: Deployment = {
  domain: '',
  lockDomain: false,
  websocket: {},
  register: true,
  anonymous: '',
  communities: [],
  channelSearch: '',
  webAddress: '',
  name: 'Kith',
  accent: '',
}

/** Filled once at start, before the first screen. */
export const useDeployment = create<Deployment>()(() => DEFAULT_DEPLOYMENT)
