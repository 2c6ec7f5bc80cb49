/** OpenCost as the kit installs it. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { FARGATE } from "../../support/kinds";
import { releaseOf } from "../../support/known-charts";
import { refusedOf } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

const withWords = (
    words: NonNullable<NonNullable<EnvironmentShape["catalogue"]>["opencost"]>,
): EnvironmentShape => ({
    ...ON_NODES,
    catalogue: { opencost: words },
});

describe("opencost", () => {
    it("scrapes for itself, so that nothing else has to be there", async () => {
        const { inputs, values } = await releaseOf(withWords({}), "opencost");
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["2.5.17", "opencost"]);
        const resources = { limits: { memory: "1Gi" }, requests: { cpu: "10m", memory: "55Mi" } };
        assert.deepEqual(values, {
            opencost: {
                exporter: {
                    collectorDataSource: { enabled: true },
                    defaultClusterId: "platform-dev",
                    replicas: 1,
                    resources,
                },
                mcp: { enabled: false },
                prometheus: { external: { enabled: false }, internal: { enabled: false } },
                tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
                ui: { resources },
            },
        });
    });

    it("reads a Prometheus where one is named, and comes from a mirror", async () => {
        const url = "http://prometheus-operated.monitoring.svc:9090";
        const { values } = await releaseOf(withWords({ prometheusUrl: url }), "opencost", {
            config: { "platform:imageRegistry": "mirror.example.com" },
        });
        const { exporter, prometheus, ui } = objectOf(values["opencost"]);
        assert.deepEqual(prometheus, { external: { enabled: true, url }, internal: { enabled: false } });
        assert.deepEqual(objectOf(exporter)["collectorDataSource"], { enabled: false });
        for (const part of [exporter, ui]) {
            assert.deepEqual(objectOf(part)["image"], { registry: "mirror.example.com" });
        }
    });

    it("is refused what is no address, a second pod, and where there is no node", () => {
        const at = "stacks/dev.ts › catalogue.opencost";
        assert.deepEqual(refusedOf(withWords({ prometheusUrl: "http://user:pw@prometheus" })), [
            `${at}.prometheusUrl: not the address of a Prometheus (got "http://[masked]@prometheus"). Write http://<service>.<namespace>.svc:<port>, without a login.`,
        ]);
        assert.match(
            refusedOf(withWords({ values: { opencost: { exporter: { replicas: 2 } } } })).join(),
            /values\.opencost\.exporter\.replicas: this is one, for what it has scraped is in its pod \(got 2\)\. Remove it\./,
        );
        assert.deepEqual(refusedOf({ ...FARGATE, catalogue: { opencost: {} } }), [
            `${at}: compute of kind fargate has no use for it: it splits what nodes cost, and AWS bills each pod by itself there. Remove it.`,
        ]);
    });
});
