import assert from "node:assert/strict";

import { decidedOf } from "../../../tools/page/decided";
import { anchorOf, pagesOf, referencePages } from "../../../tools/page/reference-pages";
import { type Reasons, reasonsOf } from "../../../tools/page/reasons";
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
    let reasons: Reasons = {};
    let stack = "";

    before(async () => {
        const environment = await environmentOf("large");
        reasons = reasonsOf(environment.graph, environment.declared, decidedOf(environment));
        stack = environment.graph.environment;
    });

    function reasonOf(component: string, decision: string): readonly (string | undefined)[] {
        const [, own = {}] = Object.entries(reasons).find(([urn]) => urn.endsWith(`::${component}`)) ?? [];
        const { by, href, where } = own[decision] ?? {};
        return [where, by, href];
    }

    it("is a word of the shape, with what the reference says of it", () => {
        assert.deepEqual(reasonOf("network", "nat"), [
            `stacks/${stack}.ts › network.nat`,
            "written",
            "docs/shape.md#network",
        ]);
        assert.deepEqual(reasonOf("cluster", "logRetentionDays").slice(0, 2), [
            `stacks/${stack}.ts › controlPlane.logs.retentionDays`,
            "written",
        ]);
    });

    it("is a setting, also of a decision that is called otherwise", () => {
        const settings = [
            ["network", "zones", "zones"],
            ["network", "subnets", "vpcCidr"],
            ["cluster", "api", "apiAccess"],
        ] as const;
        for (const [component, decision, setting] of settings) {
            assert.deepEqual(reasonOf(component, decision), [
                `Pulumi.large.yaml › platform:${setting}`,
                "written",
                `docs/configuration.md#platform${setting.toLowerCase()}`,
            ]);
        }
    });

    it("is what it follows from, where nothing says it by itself", () => {
        assert.deepEqual(reasonOf("network", "endpointsFor").slice(0, 2), [
            `stacks/${stack}.ts › network`,
            "decided",
        ]);
    });
});
