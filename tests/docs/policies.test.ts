/** IAM statements of the papers hold the kit's own controls: who copies one is not told afterwards that it is too wide. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

import type { Json } from "../../components/shared/json";
import { ROOT } from "../../tools/plan/root";
import { ROLES } from "../../tools/policy/controls/roles";
import { Planned } from "../../tools/policy/planned";
import { graphOf, planned } from "../support/graphs";

type Statement = Readonly<Record<string, Json>>;

/** What a page computes is one thing of no further meaning here: the name of something. */
const COMPUTED = "computed";

const DOCS = path.join(ROOT, "docs");

function pages(): readonly string[] {
    return readdirSync(DOCS, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".md"))
        .sort();
}

/** Whatever has an effect and actions, in TypeScript, JSON and what a shell is handed. */
function statementsIn(page: string): readonly Statement[] {
    const text = readFileSync(path.join(DOCS, page), "utf8");
    const fences = [...text.matchAll(/^ *```(?:ts|typescript|json|js)\n([^]*?)^ *```/gm)];
    return fences.flatMap(([, code = ""]) => statementsOf(sourceOf(code)));
}

/** A page shows whole programs, and words of a shape. */
function sourceOf(code: string): ts.SourceFile {
    const asWords = `({${code}\n})`;
    const { diagnostics = [] } = ts.transpileModule(asWords, { reportDiagnostics: true });
    const text = diagnostics.length === 0 ? asWords : code;
    return ts.createSourceFile("page.ts", text, ts.ScriptTarget.Latest, true);
}

function statementsOf(source: ts.SourceFile): readonly Statement[] {
    const found: Statement[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isObjectLiteralExpression(node)) {
            const value = valueOf(node) as Statement;
            if ("Effect" in value && ("Action" in value || "NotAction" in value)) found.push(value);
        }
        ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
}

function valueOf(node: ts.Expression): Json {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isTemplateExpression(node))
        return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(COMPUTED);
    if (ts.isTaggedTemplateExpression(node)) return valueOf(node.template);
    if (ts.isArrayLiteralExpression(node)) return node.elements.map(valueOf);
    if (!ts.isObjectLiteralExpression(node)) return COMPUTED;
    return Object.fromEntries(
        node.properties.flatMap((property) =>
            ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)
                ? [[property.name.text, valueOf(property.initializer)]]
                : [],
        ),
    );
}

/** The controls of policies, asked of a policy that has the statement alone. */
function brokenBy(statement: Statement): readonly string[] {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const graph = graphOf(
        planned({ type: "aws:iam/rolePolicy:RolePolicy", name: "shown", inputs: { policy } }),
    );
    return ROLES.flatMap(({ id, judge }) =>
        judge(new Planned(graph, "production"))
            .filter(({ urn, verdict }) => verdict === "broken" && urn !== undefined)
            .map(({ what }) => `${id} ${what}`),
    );
}

describe("policies of the papers", () => {
    it("are seen: so many statements on each page", () => {
        const counts = pages().map((page) => [page, statementsIn(page).length] as const);
        assert.deepEqual(Object.fromEntries(counts.filter(([, count]) => count > 0)), {
            "day-2/capabilities.md": 1,
            "day-2/own-resources.md": 1,
            "recipes/connector.md": 3,
            "recipes/costs.md": 1,
            "recipes/egress.md": 1,
            "recipes/eks-anywhere.md": 2,
            "recipes/privatelink.md": 3,
            "recipes/secrets.md": 3,
            "recipes/zone-loss.md": 1,
        });
    });

    it("allow no more than the kit lets anybody allow", () => {
        const broken = pages().flatMap((page) =>
            statementsIn(page).flatMap((statement) =>
                brokenBy(statement).map((what) => `${page}: ${JSON.stringify(statement["Action"])}: ${what}`),
            ),
        );
        assert.deepEqual(broken, []);
    });
});
