/** What every workflow keeps to, so that no pull request gets at a token, a role or another's comment. */
import { existsSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { dependencies } from "../../package.json";
import { REPORTS } from "../../tools/comment/reports";
import { FORK, ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { jobsOf, type Step, stepsOf } from "../support/workflows";
import { CANARY_RULE } from "./canary-rule";
import type { WorkflowRule } from "./workflow-rule";

const READ = { contents: "read" };
const OIDC = { contents: "read", "id-token": "write" };
const DEPLOY = { contents: "read", deployments: "read", "id-token": "write" };

/** All that each job may do; one that is not here may do nothing. */
const PERMISSIONS: Readonly<Record<string, object>> = {
    "build-image.yml build": OIDC,
    "canary.yml canary": OIDC,
    "check.yml check": READ,
    "deploy-stack.yml deploy": DEPLOY,
    "deploy-stack.yml review": { contents: "read", deployments: "read" },
    // A job for each stack, as a check below demands.
    ...Object.fromEntries(listStacks(FORK).map((stack) => [`deploy.yml ${stack}`, DEPLOY])),
    "drift.yml days": READ,
    "drift.yml issue": { contents: "read", issues: "write" },
    "drift.yml refresh": OIDC,
    "drift.yml remind": { contents: "read", issues: "write" },
    "preview.yml preview": OIDC,
    "rehearsal.yml apiserver": READ,
    "rehearsal.yml charts": READ,
    "rehearsal.yml cluster": READ,
    "rehearsal.yml engine": READ,
    "rehearsal.yml forks": READ,
    "rehearsal.yml fuzz": READ,
    "review-comment.yml comment": { actions: "read", contents: "read", "pull-requests": "write" },
    "review.yml review": READ,
};

const TRIGGERS: Readonly<Record<string, readonly string[]>> = {
    "build-image.yml": ["workflow_call"],
    "canary.yml": ["schedule", "workflow_dispatch"],
    "check.yml": ["pull_request", "push"],
    "deploy-stack.yml": ["workflow_call"],
    "deploy.yml": ["push", "workflow_dispatch"],
    "drift.yml": ["schedule", "workflow_dispatch"],
    "preview.yml": ["pull_request"],
    "rehearsal.yml": ["pull_request", "workflow_dispatch"],
    "review-comment.yml": ["workflow_run"],
    "review.yml": ["pull_request"],
};

/** Steps that hold the workflow's token, by their place and name. Each runs code without a package. */
const TOKENS = [
    "deploy-stack.yml deploy: Stop if another commit was deployed meanwhile",
    "deploy-stack.yml review: Find the commit the stack stands at",
    "drift.yml issue: Open, update or close the issue",
    "drift.yml remind: Open and close issues",
    "review-comment.yml comment: Post the report",
];

/** Jobs that no pull request's code may run in. */
const TRUSTED = ["canary.yml", "deploy-stack.yml", "deploy.yml", "drift.yml", "review-comment.yml"];

/** Environments of GitHub that roles trust, by workflow; of the others it is that of previews. */
const ENVIRONMENTS: Readonly<Record<string, string>> = {
    "build-image.yml": "${{ inputs.environment }}",
    "canary.yml": "platform-canary",
    "deploy-stack.yml": "${{ inputs.stack }}",
};

const NODE = /\bnode (?:--[\w=-]+ +)*(?:\\\n\s*)?(tools\/[\w/.-]+)/g;

/** Commands of Pulumi that change something; a refresh does unless it is a preview. */
const CHANGING =
    /pulumi (up|update|destroy|import|state|cancel|(?!refresh --stack "\$STACK" --non-interactive --json --preview-only)refresh)\b/;

export const WORKFLOW_RULES: readonly WorkflowRule[] = [
    {
        title: "actions are pinned by commit, with the version beside it, and each to one commit",
        check: (workflows) => {
            const lines = workflows.flatMap(({ file, text }) =>
                [...text.matchAll(/^\s*(?:- )?uses: (?!\.\/)(.*)$/gm)].map(([, use = ""]) => ({ file, use })),
            );
            const unpinned = lines.filter(
                ({ use }) => !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use),
            );
            const pins = new Map<string, Set<string>>();
            for (const { use } of lines) {
                const [action = ""] = use.split("@");
                pins.set(action, (pins.get(action) ?? new Set()).add(use));
            }
            const parsed = [
                ...stepsOf(workflows).map(({ step }) => step),
                ...jobsOf(workflows).map(({ job }) => job),
            ];
            const uses = parsed.filter(({ uses: use = "./" }) => !use.startsWith("./"));
            return [
                ...unpinned.map(({ file, use }) => `${file}: ${use}`),
                ...[...pins].filter(([, all]) => all.size > 1).map(([action]) => `${action}: several pins`),
                // Written in another way, the lines above would not see it.
                ...(uses.length === lines.length
                    ? []
                    : [`${uses.length} uses, ${lines.length} lines of them`]),
            ];
        },
        mutants: [
            ["review.yml", /actions\/checkout@\w+/, "actions/checkout@v7"],
            ["review.yml", / # v7\.0\.1/, ""],
            ["check.yml", "3d3c42e5aac5ba805825da76410c181273ba90b1", "0".repeat(40)],
            ["check.yml", /- uses: (actions\/checkout.*)/, '- "uses": actions/checkout@main'],
        ],
    },
    {
        title: "a job may do what its place in the table says, and a workflow nothing by itself",
        check: (workflows) => [
            ...workflows
                .filter(({ permissions }) => !isDeepStrictEqual(permissions, {}))
                .map(({ file }) => `${file}: not permissions: {}`),
            ...jobsOf(workflows)
                .filter(({ job, place }) => !isDeepStrictEqual(job.permissions, PERMISSIONS[place]))
                .map(({ place }) => `${place}: other permissions`),
        ],
        mutants: [
            ["review.yml", "permissions: {}", "permissions: write-all"],
            ["review.yml", "      contents: read", "      contents: read\n      pull-requests: write"],
            ["check.yml", "      contents: read", "      contents: write"],
            [
                "preview.yml",
                "    runs-on: ubuntu-24.04",
                "    permissions: { id-token: write }\n    runs-on: ubuntu-24.04",
            ],
        ],
    },
    {
        title: "a workflow starts by what its place in the table says, never by pull_request_target",
        check: (workflows) =>
            workflows.flatMap(({ file, on, text }) => [
                ...(isDeepStrictEqual(Object.keys(on).sort(), TRIGGERS[file])
                    ? []
                    : [`${file}: other triggers`]),
                ...(text.includes("pull_request_target") ? [`${file}: pull_request_target`] : []),
            ]),
        mutants: [
            ["review.yml", "  pull_request:", "  pull_request_target:"],
            ["drift.yml", "  workflow_dispatch:", "  workflow_dispatch:\n  issue_comment:"],
        ],
    },
    {
        title: "no workflow has a secret, and the token is in the steps that need it alone",
        check: (workflows) => [
            ...workflows.flatMap(({ file, text }) => (/\bsecrets\b/.test(text) ? [`${file}: secrets`] : [])),
            ...stepsOf(workflows)
                .filter(({ step }) =>
                    /github\.token|GITHUB_TOKEN|ACTIONS_(ID|RUNTIME)/.test(JSON.stringify(step)),
                )
                .map(({ place, step }) => `${place}: ${step.name ?? "a step"}`)
                .filter((step) => !TOKENS.includes(step)),
            ...workflows.flatMap(({ file, text }) =>
                [...text.matchAll(/github\.token/g)].length ===
                TOKENS.filter((step) => step.startsWith(`${file} `)).length
                    ? []
                    : [`${file}: another number of tokens`],
            ),
        ],
        mutants: [
            ["review.yml", "          BASE:", "          KEY: ${{ secrets.KEY }}\n          BASE:"],
            ["deploy.yml", "    with:", "    secrets: inherit\n    with:"],
            ["review.yml", "          BASE:", "          T: ${{ github.token }}\n          BASE:"],
            ["review.yml", "jobs:", "env:\n  T: ${{ github.token }}\njobs:"],
        ],
    },
    {
        title: "a script has no expression in it: values come by the environment",
        check: (workflows) =>
            stepsOf(workflows)
                .filter(({ step }) => step.run?.includes("${{") === true)
                .map(({ place, step }) => `${place}: ${step.run ?? ""}`),
        mutants: [["review.yml", 'run: exit "$CODE"', "run: exit ${{ github.head_ref }}"]],
    },
    {
        title: "every checkout leaves no token behind",
        check: (workflows) =>
            stepsOf(workflows)
                .filter(({ step }) => step.uses?.startsWith("actions/checkout@") === true)
                .filter(({ step }) => step.with?.["persist-credentials"] !== false)
                .map(({ place }) => place),
        mutants: [["drift.yml", "persist-credentials: false", "persist-credentials: true"]],
    },
    {
        title: "what acts for the repository checks out its own commits alone",
        check: (workflows) =>
            stepsOf(workflows)
                .filter(({ file }) => TRUSTED.includes(file))
                .filter(({ step }) => step.uses?.startsWith("actions/checkout@") === true)
                .filter(({ file, step }) => {
                    const { ref, repository } = step.with ?? {};
                    const own = "${{ github.event.repository.default_branch }}";
                    return (
                        repository !== undefined || ref !== (file === "review-comment.yml" ? own : undefined)
                    );
                })
                .map(({ place }) => place),
        mutants: [
            [
                "review-comment.yml",
                "github.event.repository.default_branch",
                "github.event.workflow_run.head_sha",
            ],
            ["review-comment.yml", /\n\s+ref: .*/, "\n          repository: someone/kit"],
            ["drift.yml", "persist-credentials: false", "persist-credentials: false\n          ref: topic"],
        ],
    },
    {
        title: "the job that comments installs nothing, downloads nothing to the disk and runs one file",
        check: (workflows) =>
            stepsOf(workflows)
                .filter(({ file }) => file === "review-comment.yml")
                .map(({ step }) => step.uses?.split("@")[0] ?? step.run ?? "")
                .filter(
                    (what) =>
                        !["actions/checkout", "actions/setup-node"].includes(what) &&
                        what !== "node --disable-warning=MODULE_TYPELESS_PACKAGE_JSON tools/comment/cli.ts",
                ),
        mutants: [["review-comment.yml", "      - name: Post", "      - run: npm ci\n      - name: Post"]],
    },
    {
        title: "packages run no script of their own when they are installed, and no cache is shared",
        check: (workflows) =>
            stepsOf(workflows).flatMap(({ place, step }) => [
                ...(/\bnpm (ci|i|install)\b/.test(step.run ?? "") &&
                step.run !== "npm ci --ignore-scripts --no-audit --no-fund"
                    ? [`${place}: ${step.run ?? ""}`]
                    : []),
                ...(step.uses?.startsWith("actions/setup-node@") === true &&
                (step.with?.["package-manager-cache"] !== false || step.with["cache"] !== undefined)
                    ? [`${place}: a cache of packages`]
                    : []),
                ...(step.uses?.startsWith("actions/cache") === true ? [`${place}: a cache`] : []),
            ]),
        mutants: [
            ["check.yml", " --ignore-scripts", ""],
            ["deploy-stack.yml", "package-manager-cache: false", "package-manager-cache: true"],
            [
                "deploy-stack.yml",
                "package-manager-cache: false",
                "package-manager-cache: false\n          cache: npm",
            ],
        ],
    },
    {
        title: "a job ends in time, on a machine with a fixed image; a deployment runs where the variable says",
        check: (workflows) =>
            jobsOf(workflows)
                .filter(({ job }) => job.uses === undefined)
                .flatMap(({ job, place }) => {
                    const machine =
                        place === "deploy-stack.yml deploy"
                            ? "${{ fromJSON(vars.RUNNERS || '{}')[inputs.stack] || 'ubuntu-24.04' }}"
                            : "ubuntu-24.04";
                    return [
                        ...(job["timeout-minutes"] === undefined ? [`${place}: no timeout`] : []),
                        ...(job["runs-on"] === machine ? [] : [`${place}: on another machine`]),
                    ];
                }),
        mutants: [
            ["deploy-stack.yml", /runs-on: \$\{\{.*/, "runs-on: ubuntu-24.04"],
            ["review.yml", "ubuntu-24.04", "self-hosted"],
            ["review.yml", /\n\s+timeout-minutes: .*/, ""],
        ],
    },
    {
        title: "scripts stop at the first error, in pipes too",
        check: (workflows) =>
            workflows
                .filter(({ file }) => file !== "deploy.yml")
                .filter(({ defaults }) => !isDeepStrictEqual(defaults, { run: { shell: "bash" } }))
                .map(({ file }) => file),
        mutants: [["deploy-stack.yml", "    shell: bash", "    shell: sh"]],
    },
    {
        title: "one run at a time for a stack, a pull request's comment and the drift issue, and none is cancelled",
        check: (workflows) => {
            const wanted: Readonly<Record<string, RegExp>> = {
                "deploy-stack.yml deploy": /^deploy-\$\{\{ inputs\.stack \}\}$/,
                "review-comment.yml":
                    /^comment-\$\{\{ github\.event\.workflow_run\.workflow_id \}\}.*head_branch \}\}$/,
                "drift.yml": /^drift$/,
                "canary.yml": /^canary$/,
            };
            const found = new Map([
                ...workflows.map(({ concurrency, file }) => [file, concurrency] as const),
                ...jobsOf(workflows).map(({ job, place }) => [place, job.concurrency] as const),
            ]);
            return Object.entries(wanted)
                .filter(([place, group]) => {
                    const concurrency = found.get(place);
                    return (
                        !group.test(String(concurrency?.["group"])) ||
                        concurrency?.["cancel-in-progress"] !== false
                    );
                })
                .map(([place]) => place);
        },
        mutants: [
            ["deploy-stack.yml", "cancel-in-progress: false", "cancel-in-progress: true"],
            ["deploy-stack.yml", "group: deploy-${{ inputs.stack }}", "group: deploy-${{ github.run_id }}"],
            ["drift.yml", "cancel-in-progress: false", "cancel-in-progress: true"],
        ],
    },
    {
        title: "the review fails after its report is kept, and by the code of the plan",
        check: (workflows) => {
            const steps = workflows.find(({ file }) => file === "review.yml")?.jobs["review"]?.steps ?? [];
            const isUpload = ({ uses }: Step): boolean =>
                uses?.startsWith("actions/upload-artifact@") === true;
            const upload = steps.findIndex(isUpload);
            const fail = steps.findIndex(({ run }) => run === 'exit "$CODE"');
            const conditional = steps.filter((step) => step.if !== undefined).length;
            // What is commented, and all of it.
            const kept = steps.slice(upload, fail);
            const isInOrder =
                upload > 0 && kept.length === 2 && kept.every(isUpload) && fail === steps.length - 1;
            const code = steps[fail]?.env?.["CODE"];
            return isInOrder && conditional === 0 && code === "${{ steps.plan.outputs.code }}"
                ? []
                : ["review.yml"];
        },
        mutants: [
            ["review.yml", 'run: exit "$CODE"', "run: exit 0"],
            ["review.yml", "CODE: ${{ steps.plan.outputs.code }}", "CODE: 0"],
            ["review.yml", "      - name: Fail", "      - name: Fail\n        if: success()"],
            ["review.yml", /\n      # Whole, for machines[^]*?retention-days: 7/, ""],
        ],
    },
    {
        title: "the comments come from the workflows and artifacts that the poster knows",
        check: (workflows) => {
            const comment = workflows.find(({ file }) => file === "review-comment.yml");
            const names = REPORTS.map(
                ({ workflow }) => workflows.find(({ file }) => workflow.endsWith(`/${file}`))?.name,
            );
            const trigger = { workflow_run: { workflows: names, types: ["completed"] } };
            const missing = REPORTS.filter(({ artifact, file, workflow }) => {
                const uploads = stepsOf(workflows).filter((step) => workflow.endsWith(`/${step.file}`));
                return !uploads.some(
                    ({ step }) => step.with?.["name"] === artifact && step.with["path"] === file,
                );
            });
            return [
                ...(isDeepStrictEqual(comment?.on, trigger) ? [] : ["review-comment.yml: other workflows"]),
                ...missing.map(({ artifact }) => `nobody uploads ${artifact}`),
            ];
        },
        mutants: [
            ["review.yml", "name: review\n", "name: other\n"],
            ["review.yml", "path: review.md", "path: other.md"],
            ["preview.yml", "          name: preview\n", "          name: previews\n"],
            ["review-comment.yml", "types: [completed]", "types: [requested]"],
        ],
    },
    {
        title: "a preview is for branches of this repository, and leaves the clusters' objects out, as drift does",
        check: (workflows) => {
            const first = workflows.find(({ file }) => file === "preview.yml")?.jobs["stacks"]?.if ?? "";
            const commands = stepsOf(workflows).flatMap(({ file, step }) =>
                [...(step.run ?? "").matchAll(/pulumi (?:preview|refresh) [^|>&]*/g)].map(
                    ([command]) => [file, command.includes("--exclude '**kubernetes:**'")] as const,
                ),
            );
            // A preview that is refused is shown a second time, in words.
            const wanted = [
                ["deploy-stack.yml", false],
                ["deploy-stack.yml", false],
                ["drift.yml", true],
                ["preview.yml", true],
                ["preview.yml", true],
            ];
            return [
                ...(first.includes("github.event.pull_request.head.repo.full_name == github.repository")
                    ? []
                    : ["preview.yml: forks"]),
                ...(isDeepStrictEqual(commands, wanted) ? [] : [JSON.stringify(commands)]),
            ];
        },
        mutants: [
            ["preview.yml", /if: >-\n.*head\.repo.*/, "if: always()"],
            ["preview.yml", "'**kubernetes:**'", "'**kubernetes:core**'"],
            ["drift.yml", "--exclude '**kubernetes:**'", ""],
            ["deploy-stack.yml", "--non-interactive --json", "--json --exclude '**kubernetes:**'"],
        ],
    },
    {
        title: "each preview and update of Pulumi asks the policy pack",
        check: (workflows) =>
            stepsOf(workflows).flatMap(({ place, step }) =>
                [...(step.run ?? "").matchAll(/pulumi (?:preview|up) [^|>&]*/g)]
                    .map(([command]) => command)
                    .filter((command) => !/ --policy-pack policy\s/.test(`${command} `))
                    .map((command) => `${place}: ${command}`),
            ),
        mutants: [
            ["preview.yml", " --policy-pack policy", ""],
            ["deploy-stack.yml", "--json --policy-pack policy", "--json"],
            ["deploy-stack.yml", "--policy-pack policy --suppress-outputs\n            exit", "exit"],
            ["deploy-stack.yml", "--skip-preview --policy-pack policy", "--skip-preview"],
        ],
    },
    {
        title: "nothing changes the clouds but `pulumi up` in a deployment, after approval and comparison",
        check: (workflows) => {
            const changing = stepsOf(workflows).filter(({ step }) => CHANGING.test(step.run ?? ""));
            const deploy = workflows.find(({ file }) => file === "deploy-stack.yml")?.jobs["deploy"];
            const { environment, needs, steps = [] } = deploy ?? {};
            const last = steps
                .slice(-2)
                .map((step) => [step.name, step.if, step.run?.match(/compare|pulumi up/)?.[0]]);
            const facts = {
                changing: changing.map(({ place, step }) => `${place}: ${step.name ?? ""}`),
                approval: { environment, needs },
                last,
            };
            const wanted = {
                changing: [
                    "canary.yml canary: Deploy",
                    "canary.yml canary: Destroy",
                    "deploy-stack.yml deploy: Deploy",
                ],
                approval: { environment: "${{ inputs.stack }}", needs: "review" },
                last: [
                    ["Compare what Pulumi would do with the review", undefined, "compare"],
                    ["Deploy", undefined, "pulumi up"],
                ],
            };
            return isDeepStrictEqual(facts, wanted) ? [] : [JSON.stringify(facts)];
        },
        mutants: [
            ["drift.yml", "--preview-only", "--yes"],
            ["preview.yml", "pulumi preview", "pulumi up --yes"],
            ["deploy-stack.yml", /\n\s+environment: .*/, ""],
            ["deploy-stack.yml", "      - name: Deploy\n", "      - name: Deploy\n        if: always()\n"],
            ["deploy-stack.yml", 'compare "$STACK"', 'deployed "$STACK"'],
        ],
    },
    {
        title: "a job with a role names the environment that the role trusts, and a preview deploys nothing there",
        check: (workflows) =>
            jobsOf(workflows)
                .filter(({ job }) => job.steps !== undefined && job.permissions?.["id-token"] === "write")
                .filter(({ file, job }) => {
                    const preview = { name: "preview", deployment: false };
                    const wanted = ENVIRONMENTS[file] ?? preview;
                    return !isDeepStrictEqual(job.environment, wanted);
                })
                .map(({ place }) => place),
        mutants: [
            ["preview.yml", "      name: preview\n      deployment: false", "      name: production"],
            ["drift.yml", "deployment: false", "deployment: true"],
            ["build-image.yml", /\n\s+environment: \$.*/, ""],
        ],
    },
    CANARY_RULE,
    {
        title: "every stack is deployed, each after the one before it",
        check: (workflows) => {
            const jobs = workflows.find(({ file }) => file === "deploy.yml")?.jobs ?? {};
            const order = Object.entries(jobs).map(([name, { needs, with: inputs }]) => [
                name,
                inputs?.["stack"],
                needs,
            ]);
            const wanted = order.map(([name], index) => [name, name, order[index - 1]?.[0]]);
            return [
                ...(isDeepStrictEqual(order, wanted) ? [] : [JSON.stringify(order)]),
                ...listStacks(FORK).filter((stack) => !Object.hasOwn(jobs, stack)),
            ];
        },
        mutants: [
            ["deploy.yml", "    needs: staging\n", ""],
            ["deploy.yml", "      stack: production", "      stack: staging"],
        ],
    },
    {
        title: "Pulumi's CLI is of the SDK's version",
        check: (workflows) =>
            stepsOf(workflows)
                .filter(({ step }) => step.uses?.startsWith("pulumi/actions@") === true)
                .filter(
                    ({ step }) =>
                        !isDeepStrictEqual(step.with, { "pulumi-version": dependencies["@pulumi/pulumi"] }),
                )
                .map(({ place }) => place),
        mutants: [
            ["drift.yml", /pulumi-version: .*/, "pulumi-version: 3.0.0"],
            ["drift.yml", /pulumi-version: .*/, "command: up"],
        ],
    },
    {
        title: "rings 2 to 5 run on pull requests, after what they need, whose absence would only skip them",
        check: (workflows) => {
            const jobs = workflows.find(({ file }) => file === "rehearsal.yml")?.jobs ?? {};
            const wanted = {
                engine: ["pulumi/actions", "pulumi version", "npm run test:engine"],
                apiserver: [
                    "actions/setup-go",
                    "install --yes --quiet --no-install-recommends etcd-server",
                    "go version && etcd --version",
                    "npm run test:apiserver",
                ],
                charts: [
                    "actions/setup-go",
                    "install --yes --quiet --no-install-recommends etcd-server",
                    "go version && etcd --version",
                    "npm run test:charts",
                ],
                cluster: ["actions/setup-go", "go version", "npm run test:cluster"],
            };
            return Object.entries(wanted).flatMap(([name, parts]) => {
                const steps = (jobs[name]?.steps ?? []).map(({ run = "", uses = "" }) => run + uses);
                const places = parts.map((part) => steps.findIndex((step) => step.includes(part)));
                const isInOrder = places.every((place, index) => place > (places[index - 1] ?? -1));
                const isLast = steps.at(-1) === parts.at(-1);
                return isInOrder && isLast && jobs[name]?.if === undefined ? [] : [name];
            });
        },
        mutants: [
            ["rehearsal.yml", "      - run: pulumi version\n", ""],
            ["rehearsal.yml", "npm run test:engine", "npm test"],
            ["rehearsal.yml", "etcd-server", "etcd-client"],
            ["rehearsal.yml", "      - run: go version && etcd --version\n", ""],
            ["rehearsal.yml", "npm run test:apiserver", "npm run test:apiserver || true"],
            ["rehearsal.yml", "npm run test:charts", "npm run test:charts || true"],
            ["rehearsal.yml", "npm run test:cluster", "npm run test:cluster || true"],
            ["rehearsal.yml", "    timeout-minutes: 60", "    if: false\n    timeout-minutes: 60"],
        ],
    },
    {
        title: "scripts call files that exist, on a Node that runs them by itself",
        check: (workflows) =>
            stepsOf(workflows).flatMap(({ job, place, step }) => {
                const called = [...(step.run ?? "").matchAll(NODE)].map(([, file = ""]) => file);
                const node = job.steps?.find(({ uses }) => uses?.startsWith("actions/setup-node@"))?.with;
                return [
                    ...called.filter((file) => !existsSync(path.join(ROOT, file))),
                    ...(called.length > 0 && node?.["node-version"] !== 24 ? [`${place}: another Node`] : []),
                ];
            }),
        mutants: [
            ["review-comment.yml", "tools/comment/cli.ts", "tools/comment/poster.ts"],
            ["drift.yml", /node-version: 24/g, "node-version: 20"],
        ],
    },
    {
        title: "checks run on each Node the kit promises",
        check: (workflows) => {
            const matrix = workflows.find(({ file }) => file === "check.yml")?.jobs["check"]?.strategy
                ?.matrix;
            return isDeepStrictEqual(matrix, { node: [20, 22, 24] }) ? [] : [JSON.stringify(matrix)];
        },
        mutants: [["check.yml", "[20, 22, 24]", "[24]"]],
    },
];
