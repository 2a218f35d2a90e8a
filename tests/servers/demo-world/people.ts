import type { DemoPost } from './demo-post.ts'

export interface DemoPerson {
  local: string
  name: string
  about: string
  posts: readonly Omit<DemoPost, 'by'>[]
}

/** The people of the demo world. The first is who a newcomer signs in as. */
export const PEOPLE: readonly DemoPerson[] = [
  {
    local: 'anna',
    name: 'Anna Lindqvist',
    about: 'Bookbinder, slow cyclist, keeper of too many tomato plants.',
    posts: [
      {
        title: 'The new paper has arrived',
        text: 'Forty sheets of handmade paper from a mill that nearly closed last year. It smells of rain. I am almost too shy to cut it, so today I only sharpened the knives and looked at it.',
        tags: ['bookbinding'],
        likes: 7,
        comments: [
          ['dmitri', 'Sharpening is half of the work. The other half is also sharpening.'],
          ['chloe', 'La bibliothèque attend le résultat !'],
        ],
        picture: 'page',
      },
      {
        title: 'Sunday rule: no screens before the second coffee. Broken at 8:14.',
        tags: [],
        likes: 5,
        comments: [['ben', '8:14 is lunch.']],
      },
      {
        title: 'Rode along the canal until the path ended',
        text: 'The map says it goes on. The map is an optimist. Came home with burrs in both socks and a heron in my head.',
        tags: ['cycling'],
        likes: 6,
        comments: [['elena', 'The train goes on where the path ends. Next time, bring the heron.']],
        picture: 'river',
      },
    ],
  },
  {
    local: 'ben',
    name: 'Ben Okafor',
    about: 'Bakes at four in the morning. Answers at five.',
    posts: [
      {
        title: 'Rye, day three',
        text: 'The starter finally doubled overnight. What changed: I moved it away from the window and stopped looking at it every hour.',
        tags: ['baking', 'sourdough'],
        likes: 6,
        comments: [['grace', 'Mine likes the radio on. Talk shows, not music.']],
        picture: 'bread',
      },
      {
        title: 'If you come by the shop after six, yesterday\u2019s loaves are free. Bring a bag and a story.',
        tags: [],
        likes: 7,
        comments: [['hiro', 'I have a story about a bag.']],
      },
      {
        title: 'A small theory of crusts',
        text: 'Steam for the first ten minutes, then none at all. Everything else people tell you is weather.',
        tags: ['baking'],
        likes: 4,
      },
    ],
  },
  {
    local: 'chloe',
    name: 'Chloé Martin',
    about: 'Bibliothécaire. Films muets, chats bruyants.',
    posts: [
      {
        title: 'Ouverture tardive jeudi',
        text: 'La bibliothèque reste ouverte jusqu\u2019à vingt-deux heures ce jeudi. Thé, lampes basses, et la salle du fond rien que pour lire.',
        tags: ['bibliothèque'],
        likes: 5,
        comments: [['anna', 'Est-ce qu\u2019il y aura les petits gâteaux ?']],
      },
      {
        title: 'The returns box had a letter in it again',
        text: 'Tucked into a novel, no name, four pages about a garden in 1971. If it is yours, it waits for you at the desk.',
        tags: ['library'],
        likes: 7,
        comments: [['grace', '1971 was a good year for dahlias. I hope they come for it.']],
        picture: 'books',
      },
      { title: 'Overheard at the desk: "Do you have the book, you know, the blue one?" We did.', tags: ['library'], likes: 6 },
    ],
  },
  {
    local: 'dmitri',
    name: 'Dmitri Petrov',
    about: 'Repairs radios older than himself.',
    posts: [
      {
        title: 'A 1958 receiver speaks again',
        text: 'Two capacitors, one very patient evening. First station it found was playing a waltz, as if it had waited for us.',
        tags: ['repair', 'radio'],
        likes: 7,
        comments: [
          ['farid', 'Which waltz?'],
          ['dmitri', 'The one everybody knows and nobody can name.'],
        ],
        picture: 'radio',
      },
      {
        title: 'Repair café this Saturday',
        text: 'Bring toasters, lamps, bicycles, doubts. We will look at all of them. No promises, good biscuits.',
        tags: ['repair'],
        likes: 5,
        comments: [['chloe', 'I bring a lamp and three doubts.']],
      },
    ],
  },
  {
    local: 'elena',
    name: 'Elena Rossi',
    about: 'Sleeps on night trains, wakes up elsewhere.',
    posts: [
      {
        title: 'Six countries, one timetable',
        text: 'I keep a notebook of connections that should not work and do. Page forty is my favourite: eleven minutes in a station with one bench and a perfect view of the Alps.',
        tags: ['trains', 'travel'],
        likes: 6,
        comments: [['hiro', 'I know that bench.']],
        picture: 'window',
      },
      { title: 'The dining car had real cups today.', tags: ['trains'], likes: 4 },
      {
        title: 'Packing list, final version',
        text: 'One book, one scarf, one spare plan. The scarf has been the most useful of the three.',
        tags: ['travel'],
        likes: 5,
        comments: [['anna', 'The spare plan goes into the scarf.']],
      },
    ],
  },
  {
    local: 'farid',
    name: 'Farid Haddad',
    about: 'يكتب عن القهوة والخط العربي',
    posts: [
      {
        title: 'قهوة الصباح',
        text: 'جرّبت اليوم طحنة أنعم قليلاً. النتيجة أهدأ، كأن الفنجان يتكلم بصوت منخفض.',
        tags: ['قهوة'],
        likes: 5,
        comments: [['grace', 'Smells good from here.']],
        picture: 'dish',
      },
      {
        title: 'Calligraphy evening',
        text: 'We spent two hours on a single letter. Nobody was bored. Next week: the same letter, with better ink.',
        tags: ['calligraphy'],
        likes: 4,
        comments: [['anna', 'Which letter? I would bring paper.']],
      },
    ],
  },
  {
    local: 'grace',
    name: 'Grace Mbeki',
    about: 'Community gardener. Compost is a love language.',
    posts: [
      {
        title: 'First beans!',
        text: 'Eleven of them, shared among nine gardeners. The two that were left over went to the youngest, who ate one and buried the other.',
        tags: ['garden'],
        likes: 7,
        comments: [['ben', 'The one who buried his is the real gardener.']],
        picture: 'leaves',
      },
      {
        title: 'Water meter reading before and after mulch: half. I will talk about nothing else for a month.',
        tags: ['garden'],
        likes: 6,
        comments: [['dmitri', 'Please do.']],
      },
      {
        title: 'What the worms did while we were away',
        text: 'Turned a bin of coffee grounds and newspaper into something that smells like a forest.',
        tags: ['compost', 'garden'],
        likes: 4,
      },
    ],
  },
  {
    local: 'hiro',
    name: '田中ひろ',
    about: '写真と長い散歩。 Photographs and long walks.',
    posts: [
      {
        title: '朝の川',
        text: '五時に起きて川沿いを歩いた。霧が動くのをただ見ていた。',
        tags: ['写真'],
        likes: 6,
        comments: [['elena', 'I can hear it.']],
        picture: 'river',
      },
      {
        title: 'Same bridge, one hundred mornings',
        text: 'Number sixty-three. Today the fog was the bridge.',
        tags: ['photography'],
        likes: 7,
        comments: [
          ['anna', 'May I bind them when you reach the hundred?'],
          ['hiro', 'Yes. Please.'],
        ],
        picture: 'bridge',
      },
      { title: 'New lens, old light.', tags: ['photography'], likes: 3 },
    ],
  },
]
