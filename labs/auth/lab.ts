import type { Lab } from '../../src/lab/lab.ts';
import type { WireEvent } from '../../src/lab/wire.ts';
import { openApis } from './api.ts';
import { checks } from './build/checks/index.ts';
import { openIssuer } from './build/issuer.ts';
import { namesOf } from './names.ts';
import { openDiary } from './oauth/diary.ts';
import { openAuthorizationServer } from './oauth/login.ts';
import { openOrders } from './oauth/orders.ts';
import { openShop } from './shop.ts';
import { summary } from './summary.ts';
import { change, expire, none, read } from './tasks/jwt.ts';
import { code, exchange, reuse, scope } from './tasks/oauth.ts';
import { logout, newId } from './tasks/session.ts';
import { wordsOf } from './words.ts';

export default {
  explore: {
    async open(stage) {
      const shop = await openShop(stage);
      const apis = await openApis(stage);
      const diary = await openDiary(stage);
      const callback = `${diary.address}/callback`;
      const login = await openAuthorizationServer(stage, callback);
      const orders = await openOrders(stage, login);
      const doors = [shop, ...apis, login.door, diary, orders];
      const { words, made } = wordsOf({
        authorize: login.authorize,
        callback,
        names: () => names(stage.log.events),
      });
      const names = (events: readonly WireEvent[]) => ({ ...namesOf(events, doors), callback, ...made });
      return {
        doors,
        tasks: { 'new-id': newId, logout, read, change, none, expire, code, exchange, scope, reuse },
        words,
        names,
        summary,
      };
    },
  },
  build: { open: openIssuer, checks },
} satisfies Lab;
