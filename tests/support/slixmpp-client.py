"""slixmpp, a client that shares nothing with Kith, asked for what it shall do by JSON lines over a socket: slixmpp.ts is the other end.

Its own plugins build what it sends and read what it gets. What it has no plugin for is sent as it is given, and told as the tree that
expat made of it.
"""
import asyncio
import inspect
import json
import sys
from copy import copy
from xml.etree import ElementTree

from slixmpp import ClientXMPP
from slixmpp.plugins.xep_0080.stanza import Geoloc
from slixmpp.stanza import Message
from slixmpp.xmlstream import register_stanza_plugin
from slixmpp.xmlstream.stanzabase import StanzaBase

PLUGINS = ['0030', '0059', '0060', '0066', '0071', '0080', '0085', '0115', '0163', '0184', '0199', '0203', '0231', '0280', '0308',
           '0313', '0333', '0334', '0359', '0382', '0424', '0428', '0444', '0461']
# Parts of a message, and what of them is wanted.
PARTS = {'replace': ['id'], 'reply': ['id', 'to'], 'oob': ['url', 'desc'], 'origin_id': ['id'], 'stanza_id': ['id', 'by'],
         'displayed': ['id'], 'received': ['id'], 'acknowledged': ['id'], 'reactions': ['id', 'values'], 'geoloc': ['lat', 'lon'],
         'markable': [], 'fallback': [], 'spoiler': [], 'store': []}

register_stanza_plugin(Message, Geoloc)


def tree(element):
    return {'name': element.tag, 'attrs': dict(element.attrib), 'text': element.text or '', 'children': [tree(child) for child in element]}


def reads(message):
    """What slixmpp's own interfaces say of a message. To look at a part is to make it, so the tree comes first."""
    found = {'tree': tree(message.xml), 'to': str(message['to']), 'from': str(message['from'])}
    found.update({name: message[name] for name in ('id', 'type', 'body', 'chat_state', 'receipt', 'request_receipt')})
    for name, wanted in PARTS.items():
        part = message.get_plugin(name, check=True)
        if part is None:
            continue
        values = {key: part[key] for key in wanted}
        found[name] = {key: sorted(value) if isinstance(value, set) else value if isinstance(value, float) else str(value)
                       for key, value in values.items()}
        if name == 'spoiler':
            found[name]['hint'] = part.xml.text or ''
    return found


def fill(stanza, name, value):
    if isinstance(value, dict):
        for key, inner in value.items():
            fill(stanza[name], key, inner)
    else:
        stanza[name] = value


class Client(ClientXMPP):
    def __init__(self, jid, password, interests, tell):
        super().__init__(jid, password)
        self.tell = tell
        self.use_origin_id = True
        for number in PLUGINS:
            self.register_plugin('xep_' + number)
        for namespace in interests:
            self['xep_0030'].add_feature(namespace + '+notify')
        self.archived = []
        self.add_filter('in', self.heard)

    def heard(self, stanza):
        if isinstance(stanza, Message):
            # Of a copy: what was looked at counts as there for slixmpp itself, which would send receipts that nobody asked for.
            self.tell('message', self.message(copy(stanza)))
        elif stanza.name in ('presence', 'iq'):
            self.tell(stanza.name, {'tree': tree(stanza.xml)})
        return stanza

    def message(self, message):
        for kind in ('carbon_sent', 'carbon_received'):
            carbon = message.get_plugin(kind, check=True)
            if carbon is not None:
                return {**reads(carbon['forwarded']['stanza']), 'carbon': kind}
        return reads(message)

    async def sign_in(self, port):
        bound = self.loop.create_future()
        self.add_event_handler('session_start', lambda _: bound.done() or bound.set_result(None))
        self.add_event_handler('failed_auth', lambda _: bound.done() or bound.set_exception(RuntimeError('refused')))
        self.connect(address=('127.0.0.1', port), force_starttls=False, disable_starttls=True)
        await asyncio.wait_for(bound, 20)
        await self.get_roster()
        await self['xep_0115'].update_caps()
        self.send_presence()
        return self.boundjid.full

    def say(self, parts):
        """A message of what its interfaces take: a value, a dictionary of these, or true for a part that says nothing more."""
        message = self.make_message(parts.pop('to'), mtype=parts.pop('type', 'chat'))
        for name, value in parts.items():
            if value is True and name != 'request_receipt':
                message.enable(name)
            else:
                fill(message, name, value)
        message.send()
        return message['id']

    async def archive(self, whom):
        """What its account's archive has of somebody, oldest first, with the id that it has there."""
        found = []
        async for item in self['xep_0313'].iterate(with_jid=whom):
            result = item['mam_result']
            found.append({**reads(result['forwarded']['stanza']), 'archive_id': result['id']})
        return found

    async def ask(self, kind, to, payload):
        iq = self.make_iq(itype=kind, ito=to or None)
        iq.append(ElementTree.fromstring(payload))
        return tree((await iq.send()).xml)

    async def call(self, plugin, method, arguments):
        result = getattr(self[plugin], method)(**arguments)
        result = await result if inspect.isawaitable(result) else result
        return tree(result.xml) if isinstance(result, StanzaBase) else result

    async def hold(self, data, kind):
        return await self['xep_0231'].set_bob(bytes.fromhex(data), kind)


async def main(path):
    reader, writer = await asyncio.open_unix_connection(path, limit=2 ** 24)
    clients = {}

    def write(line):
        writer.write((json.dumps(line) + '\n').encode())

    async def work(line):
        name = line['client']
        try:
            if line['do'] == 'sign_in':
                clients[name] = Client(line['jid'], line['password'], line['interests'],
                                       lambda kind, value: write({'client': name, 'kind': kind, 'value': value}))
                result = await clients[name].sign_in(line['port'])
            elif line['do'] == 'sign_out':
                result = await clients.pop(name).disconnect(wait=1)
            elif line['do'] == 'raw':
                # Behind what was sent before: what goes out by itself overtakes it.
                result = clients[name].send(line['xml'])
            else:
                result = getattr(clients[name], line['do'])(*line['with'])
                result = await result if inspect.isawaitable(result) else result
            write({'id': line['id'], 'result': result})
        except Exception as error:  # Told to whoever asked.
            write({'id': line['id'], 'error': repr(error)})

    while line := await reader.readline():
        asyncio.ensure_future(work(json.loads(line)))


asyncio.get_event_loop().run_until_complete(main(sys.argv[1]))
