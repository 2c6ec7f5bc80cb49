/** Random environments with faults, over the schemas of all parts: each is refused, with every fault in one message. */
import assert from "node:assert/strict";

import { BASES, FAMILIES } from "./bases";
import { BAD_SETTINGS } from "./faults";
import { illegalOf } from "./illegal";
import { faultsOfIllegal } from "./illegal-rules";
import { planOf, type Subject } from "./planned";
import { type Asked, BATCHES, checkSeed, COUNT, FIRST } from "./seeds";

/** Settings that every environment needs, and that no text such as "?" can be. */
const REQUIRED = [
    "account",
    "admins",
    "apiAccess",
    "controlPlaneZones",
    "deployRoleArn",
    "kubernetesVersion",
    "region",
    "zones",
];

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

    it("are refused whichever setting is missing or cannot be read, in each kind of environment", () => {
        for (const { name, ...base } of BASES) {
            for (const value of [undefined, "?"]) {
                for (const setting of REQUIRED) {
                    const config = { ...base.config, [`platform:${setting}`]: value };
                    const result = planOf({ ...base, config });
                    assert.ok("problems" in result, `${name}: ${setting} ${String(value)}`);
                }
            }
        }
    });

    it("are refused for each setting that is none, whatever they are made of", () => {
        for (const family of FAMILIES) {
            const base = BASES.find((one) => one.family === family);
            assert.ok(base, family.name);
            for (const [setting, value] of BAD_SETTINGS) {
                const key = `platform:${setting}`;
                const result = planOf({ ...base, config: { ...base.config, [key]: value } });
                const said = "problems" in result ? result.problems.map(({ path }) => path) : [];
                assert.ok(
                    said.some((path) => path.startsWith(key)),
                    `${base.name}: ${setting} ${JSON.stringify(value)}`,
                );
            }
        }
    });
});
