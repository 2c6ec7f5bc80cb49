/** What this repository forbids beyond the shared rule sets, by place. tests/checks/lint-rules.test.ts holds an example of each. */

const NO_ENUM = {
    selector: "TSEnumDeclaration",
    message: "Use a union of strings made from one `as const` list.",
};

const NO_DEFAULT_EXPORT = {
    selector: "ExportDefaultDeclaration",
    message: "Export by name: a default export is renamed at each import and cannot be searched for.",
};

const NO_EXPORT_ASSIGNMENT = {
    selector: "TSExportAssignment",
    message: "Export by name; only a program's entry is assigned, because Pulumi calls what it exports.",
};

/** Values, not resources: they may be made anywhere. */
const VALUES = "/^(Map|Set|WeakMap|WeakSet|Date|URL|URLSearchParams|RegExp|Promise|Uint8Array)$|Error$/";

/** Rule 46. The recorder finds the rest: a resource made by a function that `apply` calls. */
const NO_RESOURCE_IN_APPLY = {
    selector:
        "CallExpression[callee.property.name='apply'] > :function NewExpression" +
        `:not([callee.name=${VALUES}]):not([callee.property.name=${VALUES}])`,
    message: "Create no resource inside apply: a preview with unknown values would not show it.",
};

/** What depends on who runs the program, where or when. */
const NO_SURROUNDINGS = [
    {
        selector: "MemberExpression[object.name='process'][property.name='env']",
        message: "Read no environment variables: the plan is a function of the settings.",
    },
    {
        selector:
            "CallExpression[callee.object.name='Date'][callee.property.name='now'], " +
            "CallExpression[callee.name='Date'], NewExpression[callee.name='Date'][arguments.length=0]",
        message: "Read no clock: the plan is the same tomorrow.",
    },
    {
        selector:
            "CallExpression[callee.object.name='Math'][callee.property.name='random'], " +
            "CallExpression[callee.property.name=/^random(UUID|Bytes|Int)$/], " +
            "CallExpression[callee.name=/^random(UUID|Bytes|Int)$/]",
        message: "Use nothing random: the plan is the same at each run.",
    },
];

const TESTS = [
    {
        selector: "CallExpression[callee.property.name='apply']:not([callee.object.name='Reflect'])",
        message: "Await the value: an assertion in an un-awaited apply passes whatever it says.",
    },
    {
        selector:
            "CallExpression[callee.object.name='assert'][callee.property.name=/^(throws|rejects)$/]" +
            ":matches([arguments.length<2], [arguments.1.type='TemplateLiteral'], " +
            "[arguments.1.type='Literal']:not([arguments.1.regex]))",
        message: "Say which error: without a pattern any failure passes, also a misspelt name.",
    },
    {
        selector: "CallExpression[callee.name='expect']",
        message: "Use node:assert/strict: an expect without a matcher cannot fail.",
    },
];

const EVERYWHERE = [NO_ENUM, NO_DEFAULT_EXPORT, NO_RESOURCE_IN_APPLY];
const ENTRY = [...EVERYWHERE, ...NO_SURROUNDINGS];

/** Syntax by place; ESLint does not merge the lists of two configurations, so each is whole. */
export const SYNTAX = {
    entry: ENTRY,
    program: [...ENTRY, NO_EXPORT_ASSIGNMENT],
    tools: [...EVERYWHERE, NO_EXPORT_ASSIGNMENT],
    tests: [...EVERYWHERE, NO_EXPORT_ASSIGNMENT, ...TESTS],
    sample: [...EVERYWHERE, ...TESTS],
};

/** Rule 17. */
const CHARTS = {
    pattern: "^@pulumi/kubernetes.*\\.(Chart|ConfigFile|ConfigGroup)$",
    message: "use a Helm Release or single resources; this needs the network and the cluster at preview.",
};

/** Rule 5. */
const KUBERNETES_PROVIDER = {
    pattern: "^@pulumi/kubernetes.*\\.Provider$",
    message:
        "use kubernetesProviderFor of components/cluster/kubernetes-provider.ts, which states every input.",
};

const LOOKUPS = {
    pattern: "^@pulumi/((aws|awsx|eks|kubernetes).*\\.get[A-Z]\\w*|pulumi.*\\.(invoke|call)\\w*)$",
    message: "look nothing up; the plan is a function of the settings, and works without an account.",
};

const CONFIG = {
    pattern: "^@pulumi/pulumi.*\\.(Config|allConfig)$",
    message:
        "read the configuration in components/platform/settings/ only; one strict schema checks every key.",
};

/** Names of the SDKs, by place. */
export const SDK_NAMES = {
    program: [CHARTS, KUBERNETES_PROVIDER, LOOKUPS, CONFIG],
    kubernetesProvider: [CHARTS, LOOKUPS, CONFIG],
    settings: [CHARTS, KUBERNETES_PROVIDER, LOOKUPS],
    others: [CHARTS],
};

/** The index of an SDK loads every resource of its provider. */
export const WHOLE_SDKS = ["@pulumi/aws", "@pulumi/eks", "@pulumi/kubernetes"].map((name) => ({
    name,
    message: "Import the submodule: the index loads every resource of the provider and costs seconds.",
    allowTypeImports: true,
}));
