import type { Looks } from './pictures/portrait.ts'

/** What the people of the demo world look like, by the local part of their addresses. */
export const FACES: Readonly<Record<string, Looks>> = {
  anna: { ground: [214, 232, 224], skin: [246, 214, 190], hair: [206, 152, 84], coat: [42, 112, 104], style: 'bun' },
  ben: { ground: [250, 226, 190], skin: [122, 78, 54], hair: [34, 28, 28], coat: [240, 240, 236], style: 'short', beard: true },
  chloe: { ground: [228, 216, 240], skin: [248, 216, 196], hair: [74, 44, 38], coat: [96, 66, 132], style: 'bob', glasses: true },
  dmitri: {
    ground: [208, 220, 232],
    skin: [238, 200, 176],
    hair: [150, 146, 142],
    coat: [70, 84, 100],
    style: 'bald',
    beard: true,
    glasses: true,
  },
  elena: { ground: [250, 216, 206], skin: [232, 186, 152], hair: [44, 32, 30], coat: [176, 58, 62], style: 'long' },
  farid: { ground: [226, 232, 204], skin: [206, 152, 112], hair: [30, 26, 28], coat: [104, 118, 62], style: 'short', beard: true },
  grace: { ground: [206, 232, 210], skin: [104, 66, 46], hair: [30, 24, 24], coat: [228, 162, 54], style: 'curls' },
  hiro: { ground: [206, 228, 240], skin: [244, 212, 182], hair: [28, 28, 34], coat: [48, 74, 116], style: 'short' },
}
