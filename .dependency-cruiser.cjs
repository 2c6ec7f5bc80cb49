/**
 * Dependency direction: index → stacks → components/platform → components/<area> → components/shared; tools and tests
 * look on from outside; bootstrap stands beside.
 */

/** What folders of components may know of each other: what a neighbour is, its words, and how a part is written. */
const REFS = [
    "^components/[^/]+/(ref|slots|[a-z-]+-schema)\\.ts$",
    "^components/platform/(part|ground|settings/types)\\.ts$",
];
/** Loads the TypeScript of everything here; knows nothing of what it loads. */
const LOADER = "^components/platform/(load|frames)\\.js$|^components/platform/fault\\.ts$";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
    forbidden: [
        {
            name: "no-cycle",
            comment: "Two files that need each other are one file, or hide a third.",
            severity: "error",
            from: {},
            to: { circular: true },
        },
        {
            name: "unresolved",
            comment: "The file or package does not exist.",
            severity: "error",
            from: {},
            to: { couldNotResolve: true },
        },
        {
            name: "program-without-tools",
            comment: "`pulumi up` needs the program alone: tools and tests stay outside.",
            severity: "error",
            from: { path: "^(index\\.ts$|program\\.js$|stacks/|components/|bootstrap/)" },
            to: { path: "^(tools|tests)/" },
        },
        {
            name: "program-without-dev-packages",
            comment:
                "What the program imports belongs in `dependencies`: `npm ci --omit=dev` must be enough to deploy.",
            severity: "error",
            from: { path: "^(index\\.ts$|program\\.js$|stacks/|components/|bootstrap/|policy/)" },
            to: {
                dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
                dependencyTypesNot: ["type-only"],
            },
        },
        {
            name: "components-below-stacks",
            comment: "A component knows no environment: it takes arguments.",
            severity: "error",
            from: { path: "^components/" },
            to: { path: "^(stacks/|index\\.ts$)" },
        },
        {
            name: "stacks-below-index",
            comment: "index.ts is the entry; nothing in the program imports it.",
            severity: "error",
            from: { path: "^stacks/" },
            to: { path: "^index\\.ts$" },
        },
        {
            name: "index-over-platform",
            comment: "The entry hands the environments of stacks/ to the platform; it knows no component.",
            severity: "error",
            from: { path: "^index\\.ts$" },
            to: { path: "^components/", pathNot: "^components/platform/" },
        },
        {
            name: "bootstrap-by-itself",
            comment:
                "Another project for another person: of the kit it knows the shared helpers and the versions.",
            severity: "error",
            from: { path: "^bootstrap/" },
            to: {
                path: "^(components|stacks|index)",
                pathNot: ["^components/(shared/|versions\\.ts$)", LOADER],
            },
        },
        {
            name: "program-without-bootstrap",
            comment: "An environment is deployed with other rights than the account is set up with.",
            severity: "error",
            from: { path: "^(index\\.ts$|stacks/|components/)" },
            to: { path: "^bootstrap/" },
        },
        {
            name: "shared-below-components",
            comment: "components/shared and versions.ts import nothing of ours but each other.",
            severity: "error",
            from: { path: "^components/(shared/|versions\\.ts$)" },
            to: { path: "^(components|stacks|tools|tests|index)", pathNot: "^components/shared/" },
        },
        {
            name: "refs-between-components",
            comment:
                "Depend on refs, not classes: of another component's folder, import its ref.ts, or the words it takes.",
            severity: "error",
            // The platform puts them together: it alone knows all of them.
            from: { path: "^components/([^/]+)/", pathNot: "^components/platform/" },
            to: { path: "^components/[^/]+/", pathNot: ["^components/($1|shared)/", ...REFS] },
        },
        {
            name: "reports-without-components",
            comment: "Reports and controls are functions of graphs and facts; they know no component.",
            severity: "error",
            from: { path: "^(policy|tools)/" },
            to: {
                path: "^components/",
                pathNot:
                    "^components/(platform/|shared/|admission/rules\\.ts$|gitops/bridge-schema\\.ts$|addons/(catalogue|definition)\\.ts$|charts/(catalogue|cluster-autoscaler|definition|values)\\.ts$|karpenter/(controller-policies|instance-labels|node-pool-keys)\\.ts$|versions\\.ts$)",
            },
        },
        {
            name: "pack-above-all",
            comment: "The policy pack puts the controls to the engine: nothing needs it.",
            severity: "error",
            from: { pathNot: "^(policy|tests)/" },
            to: { path: "^policy/" },
        },
        {
            name: "facts-below-tools",
            comment: "Facts say what AWS and Kubernetes do, whoever asks.",
            severity: "error",
            from: { path: "^tools/facts/" },
            to: { path: "^(tools/(?!facts/)|components/platform/|stacks/|index\\.ts$)" },
        },
        {
            name: "tools-without-tests",
            comment: "What a command needs is no test helper; the bench measures the tests' own runs.",
            severity: "error",
            from: { path: "^tools/", pathNot: "^tools/bench/" },
            to: { path: "^tests/" },
        },
        {
            name: "tests-on-their-own-fork",
            comment:
                "A fork edits stacks/: only tests of whatever a fork has look at it, the others at tests/fixtures/fork.",
            severity: "error",
            from: { path: "^tests/", pathNot: "^tests/environments/" },
            to: { path: "^stacks/" },
        },
    ],
    options: {
        doNotFollow: { path: "node_modules" },
        exclude: { path: "\\.tmp\\." },
        // policy/package.json is there for what starts the pack; packages are the repository's.
        combinedDependencies: true,
        tsPreCompilationDeps: true,
        tsConfig: { fileName: "tsconfig.json" },
        enhancedResolveOptions: {
            exportsFields: ["exports"],
            conditionNames: ["require", "import", "node", "types", "default"],
        },
    },
};
