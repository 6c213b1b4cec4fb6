import { createServer } from 'node:http';
import { createApi, rules } from './api.js';

createServer(createApi(rules)).listen(Number(process.env.PORT ?? 8080), '127.0.0.1');
