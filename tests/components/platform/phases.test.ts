/** What is built when, what it waits for, and what it stands on. */
import assert from "node:assert/strict";

import { Eip } from "@pulumi/aws/ec2/eip";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

import { GrowingGround } from "../../../components/platform/ground";
import type { Built, PlannedComponent, Site } from "../../../components/platform/part";
import { Transformations } from "../../../components/platform/transforms";
import { buildPhases } from "../../../components/platform/phases";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { Holder, record, resourceNamed } from "../../support/record";

type Sketch = Pick<PlannedComponent, "name" | "phase"> &
    Partial<Pick<PlannedComponent, "after" | "oneByOne"> & Pick<Built, "provides">> & {
        readonly looksAt?: (site: Site) => unknown;
    };

interface Phased {
    /** Components in the order in which they were made. */
    readonly made: readonly string[];
    readonly graph: PlannedGraph;
    readonly problems: readonly string[];
}

/** Builds components of one address each. */
async function phased(sketches: readonly Sketch[], unprotected: readonly string[] = []): Promise<Phased> {
    const made: string[] = [];
    const components = sketches.map(
        ({ after = [], looksAt, name, oneByOne = false, phase, provides = {} }): PlannedComponent => ({
            name,
            origins: {},
            shapePath: name,
            after,
            phase,
            pods: [],
            inClusterOnly: false,
            oneByOne,
            build: (site) => {
                made.push(name);
                looksAt?.(site);
                const parent = new Holder(name, site.options);
                const address = new Eip(`${name}-address`, { domain: "vpc" }, { parent });
                return { ready: [address], provides };
            },
        }),
    );
    const { graph, problems } = await record(() => {
        const parent = new Holder("platform", { protect: true });
        const aws = new Provider("aws", { region: "us-east-1" }, { parent });
        const transformations = new Transformations([]);
        const secret = (key: string) => pulumi.output(`value of ${key}`);
        buildPhases(components, { parent, aws, secret, unprotected, transformations });
        return {};
    });
    return { made, graph, problems };
}

/** Logical names of what a component waits for. */
function waitsFor({ graph }: Phased, name: string): string[] {
    return resourceNamed(graph, name)
        .dependencies.map((urn) => urn.slice(urn.lastIndexOf("::") + 2))
        .sort();
}

describe("buildPhases", () => {
    it("builds phase by phase, and one phase in the order of the list", async () => {
        const result = await phased([
            { name: "last", phase: "access" },
            { name: "first", phase: "network" },
            { name: "middle", phase: "control-plane" },
            { name: "second", phase: "network" },
        ]);
        assert.deepEqual(result.problems, []);
        assert.deepEqual(result.made, ["first", "second", "middle", "last"]);
        assert.deepEqual(
            result.made.map((name) => waitsFor(result, name)),
            [
                [],
                [],
                ["first-address", "second-address"],
                ["first-address", "middle-address", "second-address"],
            ],
        );
    });

    it("lets those made one by one wait for the one before, and nobody else of their phase", async () => {
        const result = await phased([
            { name: "network", phase: "network" },
            { name: "one", phase: "control-plane", oneByOne: true },
            { name: "beside", phase: "control-plane" },
            { name: "two", phase: "control-plane", oneByOne: true },
            { name: "three", phase: "control-plane", oneByOne: true },
        ]);
        assert.deepEqual(
            ["one", "beside", "two", "three"].map((name) => waitsFor(result, name)),
            [
                ["network-address"],
                ["network-address"],
                ["network-address", "one-address"],
                ["network-address", "two-address"],
            ],
        );
    });

    it("lets a component wait for those it names, built before it wherever they stand in the list", async () => {
        const result = await phased([
            { name: "late", phase: "control-plane", after: ["early", "network"] },
            { name: "beside", phase: "control-plane" },
            { name: "early", phase: "control-plane" },
            { name: "network", phase: "network" },
        ]);
        assert.deepEqual(result.problems, []);
        assert.deepEqual(result.made, ["network", "early", "late", "beside"]);
        assert.deepEqual(
            ["early", "late", "beside"].map((name) => waitsFor(result, name)),
            [["network-address"], ["early-address", "network-address"], ["network-address"]],
        );
    });

    it("takes protection from the components that are named, and from no other", async () => {
        const { graph } = await phased(
            [
                { name: "free", phase: "network" },
                { name: "bound", phase: "network" },
            ],
            ["free"],
        );
        assert.deepEqual(
            ["free", "free-address", "bound", "bound-address"].map(
                (name) => resourceNamed(graph, name).options.protect ?? false,
            ),
            [false, false, true, true],
        );
    });

    it("gives nobody a way to the API server before the access entries are there", async () => {
        const providersOf = async (phase: Sketch["phase"]) => {
            const seen: string[] = [];
            const looksAt = ({ options }: Site) => seen.push(...Object.keys(options.providers ?? {}));
            const { problems } = await phased([{ name: "one", phase, looksAt }]);
            return { seen, problems: problems.map((problem) => problem.split("\n")[0]) };
        };
        assert.deepEqual(await providersOf("access"), { seen: ["aws"], problems: [] });
        // It asks for the cluster's provider, and no part has made a cluster here.
        const { problems, seen } = await providersOf("bootstrap");
        assert.deepEqual(seen, []);
        assert.match(problems.join("\n"), /cluster: used by a part before the part that makes it/);
    });
});

describe("what parts stand on", () => {
    it("grows as parts provide it, and names what is used too early", () => {
        const ground = new GrowingGround();
        const keys = {};
        ground.add({ keys });
        assert.equal(ground.keys, keys);
        for (const key of ["vpc", "cluster", "nodeIdentity"] as const) {
            assert.throws(() => ground[key], {
                message: `${key}: used by a part before the part that makes it`,
            });
        }
    });

    it("is there for those that come later, of the same phase as well", async () => {
        const seen: unknown[] = [];
        const keys = {};
        await phased([
            { name: "keys", phase: "network", provides: { keys } },
            { name: "network", phase: "network", looksAt: ({ ground }) => seen.push(ground.keys) },
            { name: "cluster", phase: "control-plane", looksAt: ({ ground }) => seen.push(ground.keys) },
        ]);
        assert.deepEqual(seen, [keys, keys]);
    });
});
