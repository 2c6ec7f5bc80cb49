import assert from "node:assert/strict";

import {
    type Autonaming,
    isRandom,
    nameBy,
    parseAutonaming,
    ruleFor,
    unknownExpression,
} from "../../../components/shared/autonaming";
import type { Json } from "../../../components/shared/json";

const ROLE = "aws:iam/role:Role";
const QUEUE = "aws:sqs/queue:Queue";
const CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";

function parse(written: Json, config: Record<string, string> = {}): Autonaming | undefined {
    const all = { ...config, "pulumi:autonaming": JSON.stringify(written) };
    return parseAutonaming({ project: "kit", stack: "dev", config: all });
}

function rulesOf(written: Json, config: Record<string, string> = {}) {
    const autonaming = parse(written, config) ?? assert.fail("not read");
    return [ROLE, QUEUE, CLASS].map((type) => ruleFor(autonaming, type));
}

/** As many of the label's letters as asked for: what is drawn shows in the name. */
const digits = (label: string, count: number) => label.replace(/\W/g, "").repeat(count).slice(0, count);

describe("pulumi:autonaming", () => {
    it("holds for everything, for a provider or for a type: the closest decides", () => {
        const [everywhere, aws, role] = ["${name}-a", "${name}-b", "${name}-c"];
        const pattern = (text: string | undefined) => ({ kind: "pattern", pattern: text, enforced: false });
        assert.deepEqual(rulesOf({ pattern: everywhere }), Array(3).fill(pattern(everywhere)));
        const resources = { [ROLE]: { pattern: role } };
        assert.deepEqual(rulesOf({ pattern: everywhere, providers: { aws: { pattern: aws, resources } } }), [
            pattern(role),
            pattern(aws),
            pattern(everywhere),
        ]);
        // A provider that names only its types leaves the rest to the rule of everything.
        assert.deepEqual(rulesOf({ mode: "verbatim", providers: { aws: { resources } } }), [
            pattern(role),
            { kind: "verbatim" },
            { kind: "verbatim" },
        ]);
    });

    it("without a word of its own is Pulumi's usual way", () => {
        assert.deepEqual(rulesOf({}), Array(3).fill({ kind: "default" }));
        assert.deepEqual(rulesOf({ mode: "disabled", providers: { kubernetes: { mode: "default" } } }), [
            { kind: "disabled" },
            { kind: "disabled" },
            { kind: "default" },
        ]);
        assert.equal(parseAutonaming({ project: "kit", stack: "dev", config: {} }), undefined);
    });

    it("is not read where it is nothing the engine takes", () => {
        for (const written of ["verbatim", { patern: "${name}" }, { mode: "Default" }, { enforce: "true" }]) {
            assert.equal(parse(written), undefined, JSON.stringify(written));
        }
        const config = { "pulumi:autonaming": "{" };
        assert.equal(parseAutonaming({ project: "kit", stack: "dev", config }), undefined);
    });

    it("writes project, stack and settings of the project into patterns", () => {
        const pattern = "${project}-${stack}-${config.team}-${config.none}-${name}";
        assert.deepEqual(
            rulesOf({ pattern, enforce: true }, { "kit:team": "web", "platform:team": "x" })[0],
            {
                kind: "pattern",
                pattern: "kit-dev-web-${config.none}-${name}",
                enforced: true,
            },
        );
    });

    it("draws letters of the alphabet that the pattern names", () => {
        assert.equal(nameBy("a-${name}-${hex(7)}", "role", digits), "a-role-namenam");
        assert.equal(nameBy("${hex(3)}-${hex(4)}", "role", digits), "nam-name");
        const random = (label: string, count: number) =>
            Buffer.from(label).toString("hex").padEnd(count, "7");
        for (const [kind, alphabet] of [
            ["alphanum", /^[a-z0-9]{20}$/],
            ["string", /^[a-z]{20}$/],
            ["num", /^[0-9]{20}$/],
        ] as const) {
            assert.match(nameBy(`\${${kind}(20)}`, "role", random), alphabet);
        }
        assert.match(
            nameBy("${uuid}", "role", random),
            /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
        );
        assert.equal(nameBy("${hex(70)}", "role", random).length, 70);
        // A logical name is text, whatever stands in it.
        assert.equal(nameBy("${name}", "$&", digits), "$&");
    });

    it("tells a random pattern from one that is not, and an expression nobody knows", () => {
        assert.deepEqual(["${name}", "${name}-${hex(1)}", "${uuid}", "${random(8)}"].map(isRandom), [
            false,
            true,
            true,
            false,
        ]);
        assert.deepEqual(
            ["${name}-${hex(1)}${num(2)}", "${random(8)}", "${organization}-${name}", "${na"].map(
                unknownExpression,
            ),
            [undefined, "${random(8)}", "${organization}", "${na"],
        );
    });
});
