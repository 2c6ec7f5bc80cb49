import assert from "node:assert/strict";

import { checkChart } from "../../../components/charts/chart-checks";
import type { ChartSpec } from "../../../components/charts/chart-spec";
import { describeProblem } from "../../../components/shared/problems";
import { chartSpec, IDENTITY } from "../../support/chart-spec";

type Case = readonly [what: string, changes: Partial<ChartSpec>, lines: readonly string[]];

/** What may stand in place of an ARN that is none. */
const POLICY = "Write arn:aws:iam::123456789012:policy/<name>, or arn:aws:iam::aws:policy/<name>.";

const ADDRESS = "Write https://<host>/<path> of a repository with an index, or oci://<registry>/<path>.";
const LABEL = "lower-case letters, digits and hyphens, with a letter or digit at both ends.";
const EXACT = "not an exact version, so that another day could install another chart";
const PUBLISHED = "Write one that is published, such as 1.2.3.";
const PATHS = "Write keys with dots between them, and a dot inside a key as \\.";

const REFUSED: readonly Case[] = [
    [
        "a release that Helm cannot name",
        { release: "Grafana" },
        [`release: not a name of a Helm release (got "Grafana"). Use 1 to 53 ${LABEL}`],
    ],
    [
        "a release of 54 characters",
        { release: "a".repeat(54) },
        [`release: not a name of a Helm release (got "${"a".repeat(54)}"). Use 1 to 53 ${LABEL}`],
    ],
    [
        "Karpenter's own release",
        { release: "karpenter" },
        [
            'release: the kit has a release of this name (got "karpenter"). Give it another name, or change compute for Karpenter itself.',
        ],
    ],
    [
        "Karpenter's own chart",
        { chart: "karpenter-crd" },
        [
            'chart: the kit installs this chart itself (got "karpenter-crd"). Remove it: compute says what Karpenter does.',
        ],
    ],
    [
        "a path for a chart",
        { chart: "charts/grafana" },
        [
            'chart: not the name of a chart (got "charts/grafana"). Write its name alone; repository says where it is.',
        ],
    ],
    ...[
        "http://charts.example.org",
        "charts.example.org",
        "oci:/x",
        "https://",
        "https://a b/c",
        "ftp://x/y",
    ].map((repository): Case => [
        `the repository ${repository}`,
        { repository },
        [`repository: not the address of a chart repository (got "${repository}"). ${ADDRESS}`],
    ]),
    ...[
        "https://me:hunter2@charts.example.org",
        "oci://token@registry.example.org/x",
        "https://x.org/?token=y",
    ].map((repository): Case => [
        "a login in the address, which is not repeated",
        { repository },
        [
            "repository: the address carries a login, which anybody could read here. Log in with `helm registry login` where Pulumi runs, and remove it.",
        ],
    ]),
    ...["latest", "^1.2.3", "~1.2", "1.2", "1.x", "*", ">=1.2.3", "01.2.3", "1.2.3 ", ""].map(
        (version): Case => [
            `the version ${version}`,
            { version },
            [`version: ${EXACT} (got "${version}"). ${PUBLISHED}`],
        ],
    ),
    [
        "a namespace that Kubernetes cannot name",
        { namespace: { name: "Monitoring_1" } },
        [`namespace.name: not a name of a namespace (got "Monitoring_1"). Use 1 to 63 ${LABEL}`],
    ],
    [
        "a namespace every cluster has, to be made and labelled",
        { namespace: { name: "kube-system", create: true, podSecurity: { enforce: "baseline" } } },
        [
            "namespace.create: every cluster has the namespace kube-system: it is not made here (got true). Remove it.",
            "namespace.podSecurity: these are labels of the namespace, which is not made here. Remove it, and label the namespace where it is made.",
        ],
    ],
    [
        "labels of a namespace somebody else makes, of a version nobody knows",
        { namespace: { name: "web", create: false, podSecurity: { enforce: "baseline", version: "1.36" } } },
        [
            "namespace.podSecurity: these are labels of the namespace, which is not made here. Remove it, and label the namespace where it is made.",
            'namespace.podSecurity.version: not a version of the Pod Security Standards (got "1.36"). Write latest, or a minor such as v1.36.',
        ],
    ],
    [
        "two policies of one name",
        {
            identity: {
                serviceAccount: "web",
                policyArns: ["arn:aws:iam::aws:policy/X", "arn:aws:iam::aws:policy/service-role/X"],
            },
        },
        [
            'identity.policyArns[1]: its attachment would have the name of identity.policyArns[0]\'s (got "arn:aws:iam::aws:policy/service-role/X"). Give one of your own another name, or write what it allows as statements.',
        ],
    ],
    [
        "a service account that Kubernetes cannot name, and a policy of another partition",
        {
            identity: {
                serviceAccount: "Web",
                policyArns: ["arn:aws-cn:iam::aws:policy/X", "ReadOnlyAccess"],
            },
        },
        [
            'identity.serviceAccount: not a name of a service account (got "Web"). Write it as the chart names it: lower-case letters, digits, hyphens and dots.',
            `identity.policyArns[0]: belongs to partition aws-cn, the region to aws (got "arn:aws-cn:iam::aws:policy/X"). ${POLICY}`,
            `identity.policyArns[1]: not the ARN of an IAM policy (got "ReadOnlyAccess"). ${POLICY}`,
        ],
    ],
    [
        "irsa without a place for its annotation",
        { identity: { ...IDENTITY, kind: "irsa" } },
        [
            "identity.annotate: with irsa, the role stands in the annotations of the service account. Write where the chart takes them, such as serviceAccount.annotations.",
        ],
    ],
    [
        "an annotation for Pod Identity",
        { identity: { ...IDENTITY, annotate: "serviceAccount.annotations" } },
        [
            'identity.annotate: Pod Identity reads no annotation (got "serviceAccount.annotations"). Remove it, or set kind: irsa.',
        ],
    ],
    [
        "no paths",
        { secretValues: { "a..b": { secret: "x" }, "list[0]": { secret: "x" }, "a,b=c": { secret: "x" } } },
        ["a..b", "list[0]", "a,b=c"].map(
            (path) => `secretValues.${path}: not a path into the values (got "${path}"). ${PATHS}.`,
        ),
    ],
    [
        "a secret where a value stands, below one that is no map, and above one",
        {
            values: { admin: { password: "x" }, smtp: "off" },
            secretValues: {
                "admin.password": { secret: "x" },
                "smtp.password": { secret: "y" },
                admin: { secret: "z" },
            },
        },
        [
            'secretValues.admin.password: values.admin.password stands there (got "admin.password"). Remove it from values.',
            'secretValues.smtp.password: values.smtp stands there (got "smtp.password"). Remove it from values.',
            'secretValues.admin: values.admin stands there (got "admin"). Remove it from values.',
            'secretValues.admin: secretValues.admin.password stands there (got "admin"). Keep one of the two.',
        ],
    ],
    [
        "the role's annotation in the values already",
        {
            values: { sa: { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/x" } } },
            identity: { ...IDENTITY, kind: "irsa", annotate: "sa.annotations" },
        },
        [
            'identity.annotate: values.sa.annotations.eks.amazonaws.com/role-arn stands there (got "sa.annotations"). Remove it from values.',
        ],
    ],
    ...[0, -1, 1.5].map((timeoutSeconds): Case => [
        `${timeoutSeconds} seconds`,
        { timeoutSeconds },
        [`timeoutSeconds: not a number of seconds (got ${timeoutSeconds}). Choose 1 or more.`],
    ]),
    [
        "waiting and not waiting",
        { atomic: true, waitForJobs: true, skipAwait: true },
        ["atomic", "waitForJobs"].map(
            (word) =>
                `${word}: waits for what was made, and skipAwait waits for nothing (got true). Remove one of the two.`,
        ),
    ],
];

const TAKEN: readonly Partial<ChartSpec>[] = [
    {},
    { repository: "oci://123456789012.dkr.ecr.us-east-1.amazonaws.com/charts" },
    { repository: "https://charts.example.org:8443/a/b/" },
    ...["v1.16.2", "1.2.3-rc.1+build.5", "0.0.1"].map((version) => ({ version })),
    { namespace: { name: "kube-system" } },
    { namespace: { name: "default", create: false } },
    { namespace: { name: "web", podSecurity: { enforce: "restricted", version: "v1.36" } } },
    { identity: { ...IDENTITY, policyArns: ["arn:aws:iam::aws:policy/service-role/X"] } },
    {
        identity: { ...IDENTITY, kind: "irsa", annotate: "sa.annotations" },
        values: { sa: { annotations: { x: "y" } } },
    },
    {
        values: { "grafana.ini": { server: {} } },
        secretValues: { "grafana\\.ini.security.password": { secret: "x" } },
    },
    { atomic: true, waitForJobs: true, timeoutSeconds: 1 },
    { skipAwait: true, atomic: false, skipCrds: true, disableHooks: true },
];

describe("checkChart refuses", () => {
    for (const [what, changes, lines] of REFUSED) {
        it(what, () => {
            const problems = checkChart(chartSpec(changes));
            assert.deepEqual(
                problems.map((problem) => describeProblem(problem)),
                lines,
            );
        });
    }
});

describe("checkChart takes", () => {
    for (const changes of TAKEN) {
        it(JSON.stringify(changes), () => assert.deepEqual(checkChart(chartSpec(changes)), []));
    }
});
