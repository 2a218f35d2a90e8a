import { film } from './communities/film-club.ts'
import { garden } from './communities/garden.ts'
import { kitchen } from './communities/kitchen-table.ts'
import { trains } from './communities/night-trains.ts'
import type { DemoPost } from './demo-post.ts'
import type { Scene } from './picture.ts'

export interface DemoCommunity {
  node: string
  title: string
  description: string
  picture: Scene
  posts: readonly DemoPost[]
}

export const COMMUNITIES: readonly DemoCommunity[] = [
  {
    node: 'community-garden',
    title: 'Community garden',
    description: 'Plots, seeds, compost and the frog in barrel three.',
    picture: 'leaves',
    posts: garden,
  },
  {
    node: 'night-trains',
    title: 'Night trains',
    description: 'Slow journeys, good windows, connections that should not work.',
    picture: 'train',
    posts: trains,
  },
  {
    node: 'kitchen-table',
    title: 'Kitchen table',
    description: 'Recipes, failures and who brings the bread.',
    picture: 'bread',
    posts: kitchen,
  },
  { node: 'film-club', title: 'Film club', description: 'Thursdays in the back room, with a real piano.', picture: 'cinema', posts: film },
]
