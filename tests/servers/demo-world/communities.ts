export interface DemoPost {
  by: string
  title: string
  text?: string
  tags: readonly string[]
  picture?: boolean
  comments?: readonly (readonly [string, string])[]
  likes?: number
}

export interface DemoCommunity {
  node: string
  title: string
  description: string
  posts: readonly DemoPost[]
}

const garden: readonly DemoPost[] = [
  {
    by: 'grace',
    title: 'Plot nine is free',
    text: 'South corner, good soil, one stubborn rhubarb. Write here if you want it; we draw names on Friday.',
    tags: ['plots'],
    likes: 4,
    comments: [
      ['anna', 'Put my name in the hat, please. The rhubarb may stay.'],
      ['ben', 'If Anna wins I would water it on her travel days.'],
    ],
  },
  {
    by: 'anna',
    title: 'Tomatoes: the honest report',
    text: 'Seven plants, three kinds, one survivor so far. The survivor is magnificent and knows it.',
    tags: ['tomatoes'],
    picture: true,
    likes: 6,
    comments: [
      ['grace', 'It is always the one nobody staked.'],
      ['hiro', 'May I photograph it on Sunday?'],
    ],
  },
  {
    by: 'farid',
    title: 'Mint has escaped',
    text: 'It has crossed the path and is negotiating with the strawberries. Bring scissors and take as much as you like.',
    tags: ['herbs'],
    likes: 3,
  },
  {
    by: 'grace',
    title: 'Compost rota for this month',
    text: 'Turning on Wednesdays, sieving on Saturdays. If you have never sieved compost: it is like finding gold, slowly.',
    tags: ['compost'],
    likes: 2,
    comments: [['dmitri', 'I can take both Wednesdays. My back disagrees, but it is outvoted.']],
  },
  {
    by: 'hiro',
    title: 'Frost flowers on the greenhouse',
    tags: ['winter', 'photography'],
    picture: true,
    likes: 7,
    comments: [['elena', 'This looks like a map of somewhere I would like to go.']],
  },
  {
    by: 'dmitri',
    title: 'The pump works again',
    text: 'A seal the size of a coin. I have put three spares in the shed, in the tin that says tea.',
    tags: ['repair'],
    likes: 5,
  },
  {
    by: 'chloe',
    title: 'Seed library opens on Tuesday',
    text: 'Borrow seeds in spring, bring some back in autumn. Like books, only they multiply.',
    tags: ['seeds'],
    likes: 8,
    comments: [
      ['grace', 'I will bring the blue beans.'],
      ['anna', 'And I the envelopes, properly folded.'],
    ],
  },
  {
    by: 'ben',
    title: 'Does anyone grow caraway? I would trade bread for it.',
    tags: ['herbs'],
    likes: 2,
    comments: [['farid', 'Two rows behind the mint. If you can reach them.']],
  },
  {
    by: 'anna',
    title: 'A hedgehog lives under the tool shed',
    text: 'Please leave the leaves where they are. He has opinions about rakes.',
    tags: ['wildlife'],
    likes: 9,
  },
  {
    by: 'grace',
    title: 'Rain barrels: the count',
    text: 'Six full, two leaking, one with a frog in it. The frog keeps the barrel.',
    tags: ['water'],
    picture: true,
    likes: 6,
  },
  {
    by: 'elena',
    title: 'Brought olives cuttings from the south',
    text: 'Wrapped in a wet newspaper for nineteen hours. Four of five look offended but alive.',
    tags: ['trees'],
    likes: 3,
  },
  { by: 'hiro', title: '種をありがとう', text: 'いただいた朝顔の種、全部芽が出ました。', tags: ['seeds'], likes: 4 },
  {
    by: 'dmitri',
    title: 'Bench, version two',
    text: 'Longer, lower, made from the old gate. It holds four people or one person and a cat.',
    tags: ['repair'],
    picture: true,
    likes: 5,
  },
  {
    by: 'farid',
    title: 'Evening in the garden, Thursday',
    text: 'Tea from seven. Bring a cup and something to sit on.',
    tags: ['events'],
    likes: 6,
    comments: [
      ['ben', 'I bring the day\u2019s bread.'],
      ['chloe', 'Et moi un gâteau.'],
    ],
  },
  {
    by: 'grace',
    title: 'Thank you for the wall',
    text: 'Eleven people, two barrows, one afternoon. It leans a little to the left, like the best of us.',
    tags: ['thanks'],
    picture: true,
    likes: 8,
  },
]

const trains: readonly DemoPost[] = [
  {
    by: 'elena',
    title: 'New sleeper in the winter timetable',
    text: 'Leaves at 21:40, arrives in time for breakfast by the sea. Couchettes open for booking on Monday.',
    tags: ['sleeper', 'timetable'],
    picture: true,
    likes: 7,
    comments: [
      ['anna', 'With bicycles?'],
      ['elena', 'Four places, in the last carriage.'],
    ],
  },
  {
    by: 'dmitri',
    title: 'The clock in platform three',
    text: 'It is a master clock from 1962 and it is right to the second. I asked. They let me look inside.',
    tags: ['stations'],
    picture: true,
    likes: 5,
  },
  {
    by: 'hiro',
    title: 'Window seat, left side, before the tunnel',
    text: 'You have eleven seconds. Do not look for your camera, just look.',
    tags: ['views'],
    picture: true,
    likes: 6,
  },
  {
    by: 'elena',
    title: 'What do you read on night trains?',
    tags: ['question'],
    likes: 2,
    comments: [
      ['chloe', 'Simenon, toujours.'],
      ['ben', 'Recipes. Then I am hungry until morning.'],
      ['farid', 'The stations.'],
    ],
  },
  {
    by: 'chloe',
    title: 'Lost and found',
    text: 'Somebody left a red notebook with train drawings at the library. The drawings are wonderful. Please come and get it.',
    tags: ['lost'],
    likes: 4,
    comments: [['elena', 'Mine! On my way.']],
  },
  {
    by: 'anna',
    title: 'Bicycle on the regional express: it works',
    text: 'Buy the little ticket, smile, hold on in the curves.',
    tags: ['cycling'],
    likes: 3,
  },
  {
    by: 'elena',
    title: 'Eleven minutes in a mountain station',
    text: 'One bench, one vending machine, one enormous silence. I would change here on purpose.',
    tags: ['stations', 'travel'],
    picture: true,
    likes: 8,
  },
  { by: 'farid', title: 'The tea seller on the slow line still remembers everybody', tags: ['people'], likes: 5 },
  {
    by: 'dmitri',
    title: 'Sound of an old door',
    text: 'I recorded all the door chimes between here and the coast. The best one is a minor third.',
    tags: ['sound'],
    likes: 3,
    comments: [['hiro', 'Please share it.']],
  },
  {
    by: 'grace',
    title: 'Took the children to see the turntable',
    text: 'They asked whether it also works for tired parents.',
    tags: ['family'],
    likes: 6,
  },
  {
    by: 'elena',
    title: 'Delay poetry',
    text: 'Ninety minutes, a full moon, and a conductor who gave out blankets and apologies in four languages.',
    tags: ['delay'],
    likes: 5,
  },
  { by: 'ben', title: 'Best station bakery? I have a favourite but will not say, I work next door to it.', tags: ['question'], likes: 4 },
  { by: 'hiro', title: '終着駅', text: '雨の終着駅。誰もいないホームに灯りだけ。', tags: ['写真'], picture: true, likes: 5 },
  {
    by: 'anna',
    title: 'A timetable from 1934',
    text: 'Found inside a binding I was repairing. The 7:12 still exists. It is two minutes slower now.',
    tags: ['history'],
    picture: true,
    likes: 9,
    comments: [['elena', 'I need to see this with my own eyes.']],
  },
  { by: 'elena', title: 'Meet-up: first Friday, platform cafe', tags: ['events'], likes: 3 },
]

const kitchen: readonly DemoPost[] = [
  {
    by: 'ben',
    title: 'Bread for people with no time',
    text: 'Flour 500, water 370, salt 10, a pinch of yeast. Stir at night, bake in the morning in a very hot pot. That is all of it.',
    tags: ['bread', 'recipe'],
    picture: true,
    likes: 9,
    comments: [
      ['anna', 'Made it twice this week. It forgives everything.'],
      ['grace', 'Can it wait two nights?'],
      ['ben', 'It gets better.'],
    ],
  },
  {
    by: 'farid',
    title: 'Lentil soup, my grandmother\u2019s quarrel',
    text: 'She said cumin first, my aunt said cumin last. I put it in twice and tell neither.',
    tags: ['soup', 'recipe'],
    likes: 7,
  },
  {
    by: 'chloe',
    title: 'Tarte aux pommes, sans histoire',
    text: 'Une pâte, quatre pommes, un peu de beurre. Quarante minutes. On attend près du four, c\u2019est la recette.',
    tags: ['dessert'],
    picture: true,
    likes: 6,
  },
  { by: 'hiro', title: '味噌汁の朝', tags: ['朝ごはん'], picture: true, likes: 4 },
  {
    by: 'grace',
    title: 'What to do with forty courgettes',
    tags: ['garden', 'question'],
    likes: 3,
    comments: [
      ['elena', 'Give them to people who are moving house. They cannot refuse.'],
      ['ben', 'Grate them into the dough. Nobody will know.'],
    ],
  },
  {
    by: 'anna',
    title: 'Quince jelly set on the third try',
    text: 'The trick was to stop helping.',
    tags: ['preserves'],
    picture: true,
    likes: 6,
  },
  { by: 'dmitri', title: 'Fixed the mixer of the soup kitchen', text: 'A pea. It was a single dried pea.', tags: ['repair'], likes: 8 },
  {
    by: 'ben',
    title: 'Starter to give away',
    text: 'Eleven jars at the counter, first come. Name it or it sulks.',
    tags: ['sourdough'],
    likes: 5,
    comments: [['chloe', 'Le mien s\u2019appelle Gérard.']],
  },
  {
    by: 'elena',
    title: 'Sandwiches for a fourteen hour journey',
    text: 'Dry things first, wet things last, cheese whenever.',
    tags: ['travel'],
    likes: 4,
  },
  { by: 'farid', title: 'Coffee, three ways, one pot', tags: ['coffee'], picture: true, likes: 5 },
  {
    by: 'grace',
    title: 'Potluck table: what is missing?',
    text: 'We have nine salads and no bread. Ben?',
    tags: ['events'],
    likes: 3,
    comments: [['ben', 'Already in the oven.']],
  },
  {
    by: 'hiro',
    title: 'Knife sharpening, slowly',
    text: 'Fifteen degrees, both sides, breathe out on the pull.',
    tags: ['tools'],
    likes: 4,
  },
  {
    by: 'anna',
    title: 'My mother\u2019s cardamom buns',
    text: 'She sent the recipe as a photograph of a stained card. I have typed the flour; the rest is stains.',
    tags: ['baking'],
    picture: true,
    likes: 7,
  },
  { by: 'chloe', title: 'Le livre de cuisine de 1911 est numérisé', tags: ['history'], likes: 3 },
  { by: 'ben', title: 'Weigh your flour', text: 'A cup is a mood. A gram is a gram.', tags: ['baking'], likes: 6 },
]

const film: readonly DemoPost[] = [
  {
    by: 'chloe',
    title: 'Jeudi: un film muet, un vrai piano',
    text: 'Projection à vingt heures dans la salle du fond. Le pianiste improvise, le public chuchote.',
    tags: ['cinéma'],
    picture: true,
    likes: 6,
    comments: [['anna', 'Two seats near the radiator, please.']],
  },
  {
    by: 'hiro',
    title: 'The long shot at the harbour',
    text: 'Nine minutes without a cut, and you only notice at minute seven. How did they do the boat?',
    tags: ['technique'],
    likes: 5,
    comments: [['dmitri', 'A rail under the pier. You can see the screws at 41:12.']],
  },
  {
    by: 'elena',
    title: 'Films that take place on trains',
    text: 'I have thirty-one. Help me to forty.',
    tags: ['lists', 'trains'],
    likes: 4,
    comments: [
      ['chloe', 'Trente-deux : celui avec la femme qui disparaît.'],
      ['ben', 'Does one with a very long tram count?'],
    ],
  },
  {
    by: 'anna',
    title: 'On title cards',
    text: 'Somebody lettered every one of these by hand, and nobody signed. I paused the film to look at an ampersand.',
    tags: ['lettering'],
    picture: true,
    likes: 7,
  },
  {
    by: 'dmitri',
    title: 'The projector is happy again',
    text: 'New belt, old lamp, no smoke. We can start on time for once.',
    tags: ['repair'],
    picture: true,
    likes: 6,
  },
  { by: 'farid', title: 'Subtitles are a kind of calligraphy', tags: ['lettering'], likes: 3 },
  {
    by: 'grace',
    title: 'Open air, weather permitting',
    text: 'Blankets, hot chocolate, the wall of the old mill. If it rains we pretend it is part of the film.',
    tags: ['events'],
    likes: 8,
    comments: [['ben', 'I bring the chocolate buns.']],
  },
  {
    by: 'chloe',
    title: 'What was the first film you saw in a cinema?',
    tags: ['question'],
    likes: 5,
    comments: [
      ['hiro', 'A documentary about whales. I was four and tried to swim.'],
      ['grace', 'Cannot remember the film. I remember the curtain.'],
    ],
  },
  { by: 'hiro', title: '光の話', text: '白黒なのに夕方だとわかる。光の角度だけで。', tags: ['写真'], likes: 4 },
  {
    by: 'elena',
    title: 'Walked to the staircase from the film',
    text: 'It is shorter than you think and twice as steep.',
    tags: ['travel'],
    picture: true,
    likes: 6,
  },
  {
    by: 'ben',
    title: 'Popcorn, the serious version',
    text: 'Brown butter, salt, a breath of smoked paprika. Make double.',
    tags: ['recipe'],
    likes: 7,
  },
  {
    by: 'anna',
    title: 'A poster from 1928, restored',
    text: 'Wheat paste, Japanese tissue, three weeks of holding my breath.',
    tags: ['restoration'],
    picture: true,
    likes: 9,
    comments: [
      ['chloe', 'On peut l\u2019exposer à la bibliothèque ?'],
      ['anna', 'With pleasure.'],
    ],
  },
  { by: 'dmitri', title: 'Sound check: the hum was the lamp', tags: ['technique'], likes: 2 },
  { by: 'farid', title: 'A film without a single word that made everybody talk until midnight', tags: ['review'], likes: 5 },
  {
    by: 'chloe',
    title: 'Vote for next month',
    text: 'The comedy with the balloon, the one with the lighthouse, or the restored print nobody has seen since 1931.',
    tags: ['vote'],
    likes: 4,
    comments: [
      ['elena', 'Lighthouse.'],
      ['dmitri', 'The restored one. For science.'],
      ['grace', 'Balloon!'],
    ],
  },
]

export const COMMUNITIES: readonly DemoCommunity[] = [
  {
    node: 'community-garden',
    title: 'Community garden',
    description: 'Plots, seeds, compost and the frog in barrel three.',
    posts: garden,
  },
  {
    node: 'night-trains',
    title: 'Night trains',
    description: 'Slow journeys, good windows, connections that should not work.',
    posts: trains,
  },
  { node: 'kitchen-table', title: 'Kitchen table', description: 'Recipes, failures and who brings the bread.', posts: kitchen },
  { node: 'film-club', title: 'Film club', description: 'Thursdays in the back room, with a real piano.', posts: film },
]
