import type { Scene } from './picture.ts'

export interface DemoPost {
  by: string
  title: string
  text?: string
  tags: readonly string[]
  picture?: Scene
  comments?: readonly (readonly [string, string])[]
  likes?: number
}
