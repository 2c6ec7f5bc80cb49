/** What of pulumi:autonaming the settings refuse, and why. */
import assert from "node:assert/strict";

import type { Json } from "../../../../components/shared/json";
import { describeProblem } from "../../../../components/shared/problems";
import { readingWith } from "../../../support/settings";

const NAMING = "pulumi:autonaming";
const PREFIXED = { "platform:organisation": { namePrefix: "acme-" } };

function problems(naming: Json | undefined, more: Readonly<Record<string, Json>> = {}): readonly string[] {
    return readingWith({ [NAMING]: naming, ...more }).problems.map((problem) => describeProblem(problem));
}

const SHARED =
    "without anything random in it a name cannot stand beside itself: two environments of an account would share it, and Pulumi would delete before it makes";

describe("the naming of a stack", () => {
    it("may put anything behind the name, and name other providers as it likes", () => {
        for (const naming of [
            {},
            { mode: "default" },
            { pattern: "${name}-${stack}-${hex(5)}" },
            { pattern: "${name}-${alphanum(5)}", enforce: true },
            { providers: { aws: { resources: { "aws:sqs/queue:Queue": { pattern: "${name}-${uuid}" } } } } },
            { pattern: "x-${name}${num(9)}", providers: { aws: { mode: "default" } } },
            { providers: { random: { pattern: "x-${hex(4)}" } } },
        ]) {
            assert.deepEqual(problems(naming), [], JSON.stringify(naming));
        }
    });

    it("is refused where the engine refuses it", () => {
        const rows: readonly (readonly [Json, string])[] = [
            [
                "verbatim",
                "pulumi:autonaming: not what Pulumi takes: invalid input: expected object, received string. Write mode, or pattern and enforce; providers by name, in them resources by type.",
            ],
            [
                { mode: "default", enforce: true },
                'pulumi:autonaming: Pulumi takes mode, or pattern and enforce, not both (got "default"). Keep one of them.',
            ],
            [
                { providers: { aws: { enforce: true } } },
                'pulumi:autonaming.providers.aws: there is no pattern. Add pattern: "${name}-${hex(7)}".',
            ],
            [
                { providers: { aws: { resources: { "aws:sqs/queue:Queue": {} } } } },
                'pulumi:autonaming.providers.aws.resources["aws:sqs/queue:Queue"]: there is no pattern. Add pattern: \"${name}-${hex(7)}\".',
            ],
        ];
        for (const [naming, message] of rows) assert.deepEqual(problems(naming), [message]);
    });

    it("is refused where a name could not stand beside itself, or none would be made", () => {
        const rows: readonly (readonly [Json, string])[] = [
            [
                { mode: "verbatim" },
                `pulumi:autonaming.mode: ${SHARED} (got "verbatim"). Write pattern: "\${name}-\${hex(7)}".`,
            ],
            [
                { providers: { kubernetes: { pattern: "${name}-${stack}" } } },
                `pulumi:autonaming.providers.kubernetes.pattern: ${SHARED} (got "\${name}-\${stack}"). Write pattern: "\${name}-\${hex(7)}".`,
            ],
            [
                { mode: "disabled" },
                'pulumi:autonaming.mode: the components leave names to Pulumi, so each of their resources would be refused (got "disabled"). Remove it. Write pattern: "${name}-${hex(7)}" for names of your own.',
            ],
            [
                { pattern: "${name}-${organization}-${hex(7)}" },
                'pulumi:autonaming.pattern: ${organization} stands for nothing that is known without Pulumi\'s backend (got "${name}-${organization}-${hex(7)}"). Use ${name}, ${project}, ${stack}, ${hex(7)}, ${alphanum(7)}, ${string(7)}, ${num(7)} and ${uuid}.',
            ],
            [
                { providers: { aws: { pattern: "x-${hex(7)}" } } },
                'pulumi:autonaming.providers.aws.pattern: without ${name} nobody could tell an environment\'s resources apart (got "x-${hex(7)}"). Write "${name}-${hex(7)}".',
            ],
        ];
        for (const [naming, message] of rows) assert.deepEqual(problems(naming), [message]);
    });

    it("and the organisation's prefix are one thing in AWS, said in both places", () => {
        assert.deepEqual(problems({ pattern: "acme-${stack}-${name}-${hex(7)}" }), [
            'pulumi:autonaming.pattern: what stands before ${name} is a prefix, and the deploy role\'s rights go by how names begin (got "acme-${stack}-${name}-${hex(7)}"). Write platform:organisation.namePrefix: "acme-dev-".',
        ]);
        const missing =
            'names in AWS would not begin with platform:organisation.namePrefix, which is acme-. Write pulumi:autonaming: { providers: { aws: { pattern: "acme-${name}-${hex(7)}" } } }.';
        assert.deepEqual(problems(undefined, PREFIXED), [`pulumi:autonaming: ${missing}`]);
        assert.deepEqual(problems({ providers: { aws: { mode: "default" } } }, PREFIXED), [
            `pulumi:autonaming.providers.aws: ${missing}`,
        ]);
        assert.deepEqual(problems({ pattern: "other-${name}-${hex(7)}" }, PREFIXED), [
            'pulumi:autonaming.pattern: names in AWS would not begin with platform:organisation.namePrefix, which is acme- (got "other-${name}-${hex(7)}"). Write "acme-${name}-${hex(7)}", with more of your own behind the name.',
        ]);
        assert.deepEqual(
            problems({ providers: { aws: { pattern: "acme-${name}-${hex(7)}" } } }, PREFIXED),
            [],
        );
        const queue = { resources: { "aws:sqs/queue:Queue": { pattern: "${name}-${hex(7)}" } } };
        const aws = { pattern: "acme-${name}-${hex(7)}", ...queue };
        assert.deepEqual(problems({ providers: { aws } }, PREFIXED), [
            'pulumi:autonaming.providers.aws.resources["aws:sqs/queue:Queue"].pattern: names in AWS would not begin with platform:organisation.namePrefix, which is acme- (got "${name}-${hex(7)}"). Write "acme-${name}-${hex(7)}", with more of your own behind the name.',
        ]);
    });

    it("is not asked for a prefix that cannot be read", () => {
        assert.deepEqual(problems(undefined, { "platform:organisation": { namePrefix: "-a" } }), [
            'platform:organisation.namePrefix: not what a name may begin with (got "-a"). Use 1 to 20 of A-Z a-z 0-9 - _, beginning with a letter or a digit.',
        ]);
    });

    it("is not read where it is encrypted", () => {
        const { problems: found } = readingWith({ [NAMING]: {} }, { secretKeys: [NAMING] });
        assert.deepEqual(
            found.map((problem) => describeProblem(problem)),
            [
                "pulumi:autonaming: encrypted, so the plan without credentials could not name anything. Write it in plain.",
            ],
        );
    });
});
