/** Ring 2: an organisation's rules on the real engine: names, paths and boundaries are those of the plan. */
import assert from "node:assert/strict";

import { objectOf } from "../../tools/facts/build";
import { FACTS } from "../../tools/facts";
import { Bench, describeWithPulumi, type Edit, RUN_MS, said } from "./harness";
import { comparePreview, planOf } from "./preview-equals-plan";

const BOUNDARY = "arn:aws:iam::210987654321:policy/workload-boundary";

const RULES: readonly Edit[] = [
    ["clusterName: platform-dev", "clusterName: acme-dev"],
    ["owner: platform-team", "Owner: platform-team"],
    ["cost-centre: platform-dev", "CostCentre: platform-dev"],
    [
        "  platform:protection: false",
        [
            "  platform:protection: false",
            '  pulumi:autonaming: { providers: { aws: { pattern: "acme-${name}-${stack}-${alphanum(5)}" } } }',
            "  platform:organisation:",
            "    permissionsBoundary: policy/workload-boundary",
            "    iamPath: /platform/",
            "    namePrefix: acme-",
            "    tags: { required: [Owner, CostCentre], environment: { key: Env, values: { dev: nonprod } } }",
        ].join("\n"),
    ],
];

/** Types whose names Pulumi makes, with the property that holds them. */
function autoNamed(type: string): string | undefined {
    const rule = FACTS.get(type)?.physicalName.value;
    return rule?.kind === "auto" ? rule.property : undefined;
}

describeWithPulumi("ring 2: an organisation's rules", function () {
    this.timeout(RUN_MS);

    let bench: Bench;
    before(() => void (bench = new Bench({ stack: "dev", settings: RULES })));
    after(() => bench.close());

    it("previews what the plan shows, names but for their random letters", async () => {
        const preview = await bench.preview();
        assert.equal(preview.code, 0, said(preview));
        const plan = await planOf(bench.workspace());
        assert.deepEqual(comparePreview(plan, preview.planned), []);
        const masked = (name: unknown) => String(name).replace(/[a-z0-9]{5}$/, "*****");
        const byUrn = new Map(
            preview.planned.map(({ newState, urn }) => [urn, objectOf(newState?.["inputs"])]),
        );
        const named = plan.resources.filter(({ autoName }) => autoName !== undefined);
        assert.equal(named.length, 20);
        assert.deepEqual(
            named.map(({ autoName }) => masked(autoName)),
            named.map(({ type, urn }) => masked(byUrn.get(urn)?.[autoNamed(type) ?? ""])),
        );
    });

    it("comes up in one pass, and then changes nothing", async () => {
        const up = await bench.up();
        assert.equal(up.code, 0, said(up));
        assert.deepEqual(up.notes, []);
        const preview = await bench.preview();
        assert.deepEqual(
            preview.planned.filter(({ op }) => op !== "same"),
            [],
        );
    });

    it("gives every role its boundary, its path, its name and its tags", () => {
        const roles = bench.made().filter(({ type }) => type === "aws:iam/role:Role");
        assert.equal(roles.length, 6);
        for (const { inputs, name, outputs } of roles) {
            const { path, permissionsBoundary, tags } = inputs;
            assert.deepEqual([path, permissionsBoundary], ["/platform/", BOUNDARY]);
            assert.match(String(inputs["name"]), new RegExp(`^acme-${name}-dev-[a-z0-9]{5}$`));
            const arn = `arn:aws:iam::210987654321:role/platform/${String(inputs["name"])}`;
            assert.equal(outputs["arn"], arn);
            const { Env, environment, Owner } = objectOf(tags);
            assert.deepEqual([Env, environment, Owner], ["nonprod", undefined, "platform-team"]);
        }
    });

    it("keeps the names of what is there when names are made in another way", async () => {
        bench.configure(["${name}-${stack}-${alphanum(5)}", "${name}-${hex(7)}"]);
        const preview = await bench.preview();
        assert.equal(preview.code, 0, said(preview));
        assert.deepEqual(
            preview.planned.filter(({ op }) => op !== "same"),
            [],
        );
    });

    it("is refused by the program itself where a name could not stand beside itself", async () => {
        bench.configure(["${name}-${hex(7)}", "${name}"]);
        const refused = await bench.up();
        assert.notEqual(refused.code, 0);
        assert.match(
            said(refused),
            /pulumi:autonaming\.providers\.aws\.pattern: without anything random in it/,
        );
        assert.deepEqual(refused.changes, []);
    });
});
