import { writeFileSync } from "node:fs";
import { defineKinds } from "../../tools/cluster/rehearsal";
import { buildPrograms, startCluster } from "../../tools/cluster/start";
import { askKarpenter } from "./ask-karpenter";
import { pairsOf } from "./pairs";
import { placedAtRandom, placedInRecipes, placedInStacks } from "./placed";

describe("debug", function () {
    this.timeout(3600_000);
    it("asks", async () => {
        const programs = await buildPrograms((line) => process.stderr.write(`${line}\n`));
        const all = [...(await placedInStacks()), ...placedInRecipes(), ...placedAtRandom(Number(process.env["DRAWN"]))];
        const { onPools } = pairsOf(all);
        process.stderr.write(`${onPools.length}\n`);
        const cluster = await startCluster(programs);
        await defineKinds(cluster, { karpenter: true });
        const some = onPools.slice(Number(process.env["FROM"]), Number(process.env["TO"]));
        try {
            const verdicts = await askKarpenter(cluster, some);
            writeFileSync("/work/tmp/capacity/verdicts.json", JSON.stringify(some.map((p, i) => [p.from, p.pod.name, p.capacity.name, p.planner, verdicts[i]]), null, 1));
        } catch (error) {
            writeFileSync("/work/tmp/capacity/karp.log", cluster.logs());
            const c = cluster.client;
            writeFileSync("/work/tmp/capacity/state.json", JSON.stringify({
                pods: await c.list("v1", "Pod", { namespace: "pairs" }),
                events: await c.list("v1", "Event"),
                claims: await c.list("karpenter.sh/v1", "NodeClaim"),
                nodes: await c.list("v1", "Node"),
                pools: await c.list("karpenter.sh/v1", "NodePool"),
                some: some.map((p, i) => [i, p.from, p.pod, p.capacity, p.planner]),
            }, null, 1));
            throw error;
        } finally {
            await cluster.stop();
        }
    });
});
