/** Settings that may be left out, in each kind of environment: one that does nothing there is refused. */
import assert from "node:assert/strict";

import type { Json } from "../../components/shared/json";
import { OPTIONAL_SETTINGS } from "../../components/platform/settings/settings";
import { canonicalGraph } from "../../tools/plan/graph";
import { type Base, BASES } from "./bases";
import { planOf } from "./planned";
import { recordOf } from "./program";

/** What comes of them is refusals, of ranges that overlap and of names, or who the providers are. */
const OF_THE_WHOLE = ["assumeRoleArn", "connectedNetworks", "organisation"];

function valueOf(setting: string): Json {
    if (setting === "serviceCidr") return "172.20.0.0/16";
    const known = BASES.map(({ config }) => config[`platform:${setting}`]);
    const value = known.find((one) => one !== undefined);
    assert.ok(value !== undefined, `no environment has ${setting}`);
    return value;
}

/** Whether anything of the environment is another with it, or whether it is refused by name. */
async function isOfUse(base: Base, setting: string): Promise<boolean> {
    const key = `platform:${setting}`;
    const given = { ...base, config: { ...base.config, [key]: valueOf(setting) } };
    const taken = { ...base, config: { ...base.config, [key]: undefined } };
    const one = planOf(given);
    if ("problems" in one) return true;
    const other = planOf(taken);
    if ("problems" in other) return true;
    if (JSON.stringify(one.notices) !== JSON.stringify(other.notices)) return true;
    const graphs = [await recordOf(given, "deterministic"), await recordOf(taken, "deterministic")];
    return new Set(graphs.map(({ graph }) => canonicalGraph(graph))).size > 1;
}

describe("settings that may be left out", function () {
    this.timeout(600_000);

    for (const setting of OPTIONAL_SETTINGS.filter((one) => !OF_THE_WHOLE.includes(one))) {
        it(`${setting} does something or is refused, in each kind of environment`, async () => {
            const useless: string[] = [];
            for (const base of BASES) if (!(await isOfUse(base, setting))) useless.push(base.name);
            assert.deepEqual(useless, []);
        });
    }
});
