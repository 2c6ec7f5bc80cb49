/** Where charts come from, read off plans: the kit's own, those of a shape, and what wants a login. */
import assert from "node:assert/strict";

import { chartSourcesOf, ecrLoginsOf } from "../../../tools/doctor/chart-sources";
import { privateEcrOf } from "../../../components/shared/registries";
import type { Json } from "../../../components/shared/json";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

const MIRROR = "210987654321.dkr.ecr.eu-west-1.amazonaws.com";
const CHART = { version: "1.2.3", namespace: { name: "monitoring", create: false }, pods: [] } as const;
const SHAPE = {
    ...ON_NODES,
    charts: {
        logs: { ...CHART, chart: "logs", repository: "https://charts.example.org:8443/a" },
        traces: { ...CHART, chart: "traces", repository: "oci://ghcr.io/example/charts" },
    },
};

function planned(config: Readonly<Record<string, Json>> = {}) {
    return graphOfShape(SHAPE, { config });
}

describe("the hosts charts come from", () => {
    it("are those of Karpenter and of the shape's charts, each once", async () => {
        assert.deepEqual(chartSourcesOf(await planned()), [
            { kind: "index", host: "charts.example.org:8443" },
            { kind: "oci", host: "ghcr.io" },
            { kind: "oci", host: "public.ecr.aws" },
        ]);
        assert.deepEqual(ecrLoginsOf(await planned()), []);
    });

    it("want a login where they are an account's own, named by the organisation or the environment", async () => {
        for (const config of [
            { "platform:organisation": { registry: `${MIRROR}/mirror` } },
            { "platform:chartRegistry": MIRROR },
        ]) {
            assert.deepEqual(ecrLoginsOf(await planned(config)), [{ host: MIRROR, region: "eu-west-1" }]);
        }
    });

    it("are none before there is anything in the cluster", async () => {
        const config = { "platform:inCluster": false, "platform:chartRegistry": MIRROR };
        assert.deepEqual(chartSourcesOf(await planned(config)), []);
    });

    it("are AWS's where a password of AWS goes", () => {
        const owner = (region: string) => ({ account: "210987654321", region });
        assert.deepEqual(privateEcrOf(MIRROR), owner("eu-west-1"));
        assert.deepEqual(
            privateEcrOf("210987654321.dkr.ecr-fips.us-gov-west-1.amazonaws.com"),
            owner("us-gov-west-1"),
        );
        assert.deepEqual(privateEcrOf("210987654321.dkr-ecr.us-east-1.on.aws"), owner("us-east-1"));
        assert.deepEqual(
            privateEcrOf("210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn"),
            owner("cn-north-1"),
        );
        for (const host of [
            "public.ecr.aws",
            "210987654321.dkr.ecr.eu-west-1.example.com",
            "210987654321.dkr.ecr.eu-west-1.amazonaws.com.example.com",
            "210987654321.dkr.ecr.cn-north-1.amazonaws.com",
            `x.${MIRROR}`,
            "21098765432.dkr.ecr.eu-west-1.amazonaws.com",
        ]) {
            assert.equal(privateEcrOf(host), undefined, host);
        }
    });
});
