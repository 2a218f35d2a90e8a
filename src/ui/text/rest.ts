import audience from './en/audience.json'
import chats from './en/chats.json'
import comments from './en/comments.json'
import communities from './en/communities.json'
import compose from './en/compose.json'
import composing from './en/composing.json'
import drafts from './en/drafts.json'
import emoji from './en/emoji.json'
import feed from './en/feed.json'
import files from './en/files.json'
import keys from './en/keys.json'
import messages from './en/messages.json'
import mutes from './en/mutes.json'
import notifications from './en/notifications.json'
import people from './en/people.json'
import post from './en/post.json'
import reading from './en/reading.json'
import saved from './en/saved.json'
import search from './en/search.json'
import share from './en/share.json'
import views from './en/views.json'
import viewer from './en/viewer.json'
import catchUp from './en/catch-up.json'
import requests from './en/requests.json'
import find from './en/find.json'
import follows from './en/follows.json'
import inbox from './en/inbox.json'
import states from './en/states.json'
import chatFiles from './en/chat-files.json'
import alerts from './en/alerts.json'
import exporting from './en/export.json'
import messageActs from './en/message-acts.json'
import voice from './en/voice.json'
import place from './en/place.json'
import gallery from './en/gallery.json'
import drawing from './en/drawing.json'
import stickers from './en/stickers.json'
import flood from './en/flood.json'
import marked from './en/marked.json'
import stickerPacks from './en/sticker-packs.json'

/** The English texts of everything behind the front door. */
export const rest = {
  ...audience,
  ...chats,
  ...comments,
  ...communities,
  ...compose,
  ...composing,
  ...drafts,
  ...emoji,
  ...feed,
  ...files,
  ...keys,
  ...messages,
  ...mutes,
  ...notifications,
  ...people,
  ...post,
  ...reading,
  ...saved,
  ...search,
  ...share,
  ...views,
  ...viewer,
  ...catchUp,
  ...find,
  ...requests,
  ...follows,
  ...inbox,
  ...states,
  ...chatFiles,
  ...alerts,
  ...exporting,
  ...messageActs,
  ...voice,
  ...place,
  ...stickers,
  ...drawing,
  ...gallery,
  ...flood,
  ...stickerPacks,
  ...marked,
}
