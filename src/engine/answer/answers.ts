import type { Answers } from '../context.ts'
import { chatAnswers } from './chat-answers.ts'
import { feedAnswers } from './feed-answers.ts'
import { fileAnswers } from './file-answers.ts'

/** The answers that need the network. Those about the connection itself come from whoever holds it. */
export const ANSWERS: Omit<Answers, 'session-state' | 'connect-now'> = { ...chatAnswers, ...feedAnswers, ...fileAnswers }
