import assert from "node:assert/strict";

import { decidedOf } from "../../../tools/page/decided";
import { anchorOf, pagesOf, referencePages } from "../../../tools/page/reference-pages";
import { reasonsOf } from "../../../tools/page/reasons";
import { environmentOf } from "../../support/environments";

const SHAPE = `# Shape

## network

How nodes reach the internet.

| word | value | default | what it does |
| --- | --- | --- | --- |
| \`nat\` | \`"none"\` or \`"single"\` | required | How nodes [reach](#x) it. |

### \`pools.<name>\`

| word | value | default | what it does |
| --- | --- | --- | --- |
| \`weight\` | number | 10 | Which comes \`first\`. |
`;
const CONFIGURATION = `# Configuration

## platform:zones

Zones of the region.

- Default: none.
`;

describe("the reference, as the page reads it", () => {
    const pages = pagesOf(SHAPE, CONFIGURATION);

    it("has what is said of a word, also below a name of somebody's choice", () => {
        assert.deepEqual(pages.ofWord("network.nat"), {
            text: "How nodes reach it.",
            fallback: "required",
            href: "docs/shape.md#network",
        });
        assert.deepEqual(pages.ofWord("pools.batch.weight"), {
            text: "Which comes first.",
            fallback: "10",
            href: "docs/shape.md#poolsname",
        });
    });

    it("has the section where no word is meant, and nothing where nothing is", () => {
        assert.deepEqual(pages.ofWord("network.subnets"), {
            text: "How nodes reach the internet.",
            href: "docs/shape.md#network",
        });
        assert.equal(pages.ofWord("nowhere"), undefined);
    });

    it("has settings", () => {
        assert.deepEqual(pages.ofSetting("zones"), {
            text: "Zones of the region.",
            href: "docs/configuration.md#platformzones",
        });
        assert.equal(pages.ofSetting("nothing"), undefined);
    });

    it("leads to headings as GitHub names them", () => {
        assert.equal(anchorOf("compute(auto-mode).pools.<name>"), "computeauto-modepoolsname");
    });

    it("is that of this repository: a word, a setting, a word of a pool", () => {
        const own = referencePages();
        assert.match(own.ofWord("network.nat")?.text ?? "", /^How nodes reach the internet/);
        assert.match(own.ofSetting("zones")?.text ?? "", /./);
        assert.equal(own.ofWord("compute.pools.general.weight")?.href, "docs/shape.md#computepoolsname");
    });
});

describe("why a component decided what it did", () => {
    it("is where it is written, whether anybody wrote it, and what the reference says", async () => {
        const environment = await environmentOf("large");
        const reasons = reasonsOf(environment.graph, environment.declared, decidedOf(environment));
        const of = (name: string) =>
            Object.entries(reasons).find(([urn]) => urn.endsWith(`::${name}`))?.[1] ?? {};
        const { endpointsFor, nat, subnets, zones } = of("network");
        const stack = environment.graph.environment;
        assert.deepEqual(
            [nat?.where, nat?.by, nat?.href],
            [`stacks/${stack}.ts › network.nat`, "written", "docs/shape.md#network"],
        );
        assert.deepEqual(
            [zones?.where, zones?.by, zones?.href],
            ["Pulumi.large.yaml › platform:zones", "written", "docs/configuration.md#platformzones"],
        );
        assert.deepEqual([subnets?.where, subnets?.by], ["Pulumi.large.yaml › platform:vpcCidr", "written"]);
        assert.deepEqual(
            [endpointsFor?.where, endpointsFor?.by],
            [`stacks/${stack}.ts › network`, "decided"],
        );
        const { api, logRetentionDays } = of("cluster");
        assert.deepEqual(
            [api?.where, logRetentionDays?.where],
            [
                "Pulumi.large.yaml › platform:apiAccess",
                `stacks/${stack}.ts › controlPlane.logs.retentionDays`,
            ],
        );
    });
});
