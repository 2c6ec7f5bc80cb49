/** Random environments with faults, over the schemas of all parts: each is refused, with every fault in one message. */
import { illegalOf } from "./illegal";
import { faultsOfIllegal } from "./illegal-rules";
import type { Subject } from "./planned";
import { type Asked, BATCHES, checkSeed, COUNT, FIRST } from "./seeds";

function illegalAsked(seed: number): Asked {
    const { faults, subject } = illegalOf(seed);
    // Less of it is another environment: faults taken out are no longer to be named.
    const faultsOf = (one: Subject): Promise<readonly string[]> =>
        faultsOfIllegal({ seed, subject: one, faults: one === subject ? faults : [] });
    return { subject, faultsOf };
}

describe(`random environments with faults, ${COUNT} from seed ${FIRST}`, function () {
    this.timeout(600_000);

    for (const { named, seeds } of BATCHES) {
        it(`are refused with every fault in one message: ${named}`, async () => {
            for (const seed of seeds) await checkSeed(seed, illegalAsked(seed));
        });
    }
});
