/** No policy looks at what the kit itself runs, by name of its namespaces, and each looks at what a fork brings. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../../tools/facts/build";
import { dev } from "../../fixtures/fork/stacks/dev";
import { production } from "../../fixtures/fork/stacks/production";
import { staging } from "../../fixtures/fork/stacks/staging";
import { WHOLE_MANAGED, WHOLE_ON_AUTO_MODE, WHOLE_ON_FARGATE } from "../../support/beside-whole";
import { graphOfShape, plannedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { WHOLE, WHOLE_CONFIG } from "../../support/whole";

interface Subject {
    readonly shape: EnvironmentShape;
    readonly config?: Readonly<Record<string, Json>>;
}

const BESIDE = { "platform:kubernetesVersion": "1.35", "platform:podCidr": "100.64.0.0/16" };

const SUBJECTS: Readonly<Record<string, Subject>> = {
    dev: { shape: dev },
    staging: { shape: staging },
    production: { shape: production },
    "production with every part": { shape: WHOLE, config: WHOLE_CONFIG },
    "everything on Fargate": { shape: WHOLE_ON_FARGATE, config: BESIDE },
    "managed nodes": { shape: WHOLE_MANAGED },
    "Auto Mode": { shape: WHOLE_ON_AUTO_MODE },
};

function withPolicy({ shape }: Subject): EnvironmentShape {
    return { ...shape, admissionPolicies: { host: {} } };
}

async function exemptIn(subject: Subject): Promise<readonly Json[]> {
    const graph = await graphOfShape(withPolicy(subject), subject);
    const spec = objectOf(objectOf(resourceNamed(graph, "admission-host-binding").inputs)["spec"]);
    const selector = objectOf(objectOf(spec["matchResources"])["namespaceSelector"]);
    const [rule] = selector["matchExpressions"] as readonly Json[];
    return objectOf(rule)["values"] as readonly Json[];
}

/** What a fork writes itself stands below these words. */
const OF_FORKS = /^(charts|objects)\./;

describe("the kit's own workloads", () => {
    for (const [title, subject] of Object.entries(SUBJECTS)) {
        it(`of ${title} are where no policy looks`, async () => {
            const { plan } = plannedOf(withPolicy(subject), subject);
            const exempt = await exemptIn(subject);
            const looked = plan.components
                .filter(({ shapePath }) => !OF_FORKS.test(shapePath))
                .flatMap(({ pods }) => pods.map(({ name, namespace }) => `${namespace}/${name}`))
                .filter((pod) => !exempt.includes(pod.split("/")[0] ?? ""));
            assert.deepEqual(looked, []);
        });
    }

    it("are in these, add-ons that come with the charts among them", async () => {
        const addons = { ...dev.addons, "amazon-cloudwatch-observability": { containerLogs: true } } as const;
        assert.deepEqual(await exemptIn({ shape: { ...dev, addons } }), [
            "amazon-cloudwatch",
            "kube-node-lease",
            "kube-public",
            "kube-system",
        ]);
    });

    it("are not those of a fork's charts and objects, whenever they come", async () => {
        const labels = { app: "agent" };
        const containers = [{ name: "agent", image: "registry.example.com/agent:1" }];
        const template = { metadata: { labels }, spec: { containers } };
        const agent = {
            apiVersion: "apps/v1",
            kind: "DaemonSet",
            metadata: { name: "agent", namespace: "early" },
            spec: { selector: { matchLabels: labels }, template },
        };
        const exempt = await exemptIn({
            shape: { ...dev, objects: { early: { first: true, manifests: [agent] } } },
        });
        assert.equal(exempt.includes("early"), false);
    });
});
