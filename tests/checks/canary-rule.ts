/** The canary is one stack, checked before it has credentials, and goes whatever came of it. */
import { CANARY } from "../../tools/deploy/canary";
import type { Job, Step } from "../support/workflows";
import type { WorkflowRule } from "./workflow-rule";

/** Steps in their order. */
const ORDER = [
    ...["Refuse what is no canary", "aws-actions/configure-aws-credentials", "Deploy", "Probe", "Destroy"],
    "Look for what is left",
];

/** Also what came up half-way; never before the check and the credentials. */
const WHATEVER = "always() && steps.up.outcome != 'skipped'";

const nameOf = ({ name, uses }: Step): string => name ?? uses?.split("@")[0] ?? "";

function stepsAtFault(steps: readonly Step[]): readonly string[] {
    const places = ORDER.map((name) => steps.findIndex((step) => nameOf(step) === name));
    const isInOrder = places.every((place, index) => place > (places[index - 1] ?? -1));
    const refuses = steps[places[0] ?? 0]?.run?.includes("tools/deploy/cli.ts canary") === true;
    const conditional = steps.filter(
        (step) => step.if !== (/^(Destroy|Look)/.test(step.name ?? "") ? WHATEVER : undefined),
    );
    return [
        ...(isInOrder ? [] : ["order"]),
        ...(refuses ? [] : ["nothing is refused"]),
        ...conditional.map((step) => `${nameOf(step)}: another condition`),
    ];
}

function stacksAtFault({ env }: Partial<Job>, text: string): readonly string[] {
    const commands = [...text.matchAll(/pulumi (?:up|destroy|stack) .*/g)].map(([command]) => command);
    return [
        ...(env?.["STACK"] === CANARY ? [] : ["another stack"]),
        ...(commands.length === 3 && commands.every((command) => command.includes('--stack "$STACK"'))
            ? []
            : ["commands of another stack"]),
    ];
}

export const CANARY_RULE: WorkflowRule = {
    title: "the canary is one stack, checked before it has credentials, and goes whatever came of it",
    check: (workflows) => {
        const canary = workflows.find(({ file }) => file === "canary.yml");
        const job = canary?.jobs["canary"] ?? {};
        return [...stepsAtFault(job.steps ?? []), ...stacksAtFault(job, canary?.text ?? "")];
    },
    mutants: [
        ["canary.yml", "STACK: platform-canary", "STACK: production"],
        ["canary.yml", 'up --stack "$STACK"', "up --stack production"],
        ["canary.yml", "tools/deploy/cli.ts canary", "tools/deploy/cli.ts deployed"],
        ["canary.yml", "always() && steps.up.outcome != 'skipped'", "success()"],
        ["canary.yml", "      - name: Refuse what is no canary\n", "      - name: Refuse\n"],
        [
            "canary.yml",
            "      - name: Refuse what is no canary\n",
            "      - name: Refuse what is no canary\n        if: false\n",
        ],
    ],
};
