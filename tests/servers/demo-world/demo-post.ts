export interface DemoPost {
  by: string
  title: string
  text?: string
  tags: readonly string[]
  picture?: boolean
  comments?: readonly (readonly [string, string])[]
  likes?: number
}
