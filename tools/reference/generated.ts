/** Everything in the repository that is written by `npm run reference`. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { ENVIRONMENTS } from "../../stacks/environments";
import { jsonSchemaOf, REPORT_SCHEMAS, schemaFileOf } from "../reports/schemas";
import { type Block, replaceBlock } from "./blocks";
import { BRIDGE_SCHEMA_FILE, bridgeSchemaText } from "./bridge-schema-file";
import { CONFIGURATION_FILE, renderConfiguration } from "./configuration";
import { controlsTable } from "./controls";
import { costsTable } from "./costs";
import { drawings } from "./drawings";
import { diagramOfPhases } from "./phases-diagram";
import { environmentsTable } from "./environments-table";
import { capturedPlan } from "./plan-capture";
import { plannedOnce, type PlanOf } from "./planned";
import { smallestProgram } from "./readme-example";
import { renderShape, SHAPE_FILE } from "./shape-page";
import { SCHEMA_FILE, stackFileSchema } from "./stack-file-schema";

/** A file and what it should hold. */
export interface GeneratedFile {
    readonly file: string;
    readonly text: string;
}

/** Parts of hand-written pages. */
const BLOCKS: readonly Block[] = [
    { file: "README.md", name: "example", render: smallestProgram },
    { file: "README.md", name: "plan", render: capturedPlan },
    { file: "README.md", name: "environments", render: environmentsTable },
    { file: "README.md", name: "drawings", render: drawings },
    { file: "ARCHITECTURE.md", name: "phases", render: diagramOfPhases },
    { file: "docs/costs.md", name: "costs", render: costsTable },
    { file: "docs/controls.md", name: "controls", render: controlsTable },
];

/** The files as they should be, laid out as prettier lays out the rest. */
export async function generatedFiles(
    directory: string,
    planOf: PlanOf = plannedOnce(),
): Promise<readonly GeneratedFile[]> {
    const whole: GeneratedFile[] = [
        { file: SCHEMA_FILE, text: JSON.stringify(stackFileSchema(ENVIRONMENTS.names)) },
        { file: CONFIGURATION_FILE, text: renderConfiguration() },
        { file: SHAPE_FILE, text: renderShape() },
        { file: BRIDGE_SCHEMA_FILE, text: bridgeSchemaText() },
        ...Object.entries(REPORT_SCHEMAS).map(([report, schema]) => ({
            file: schemaFileOf(report),
            text: JSON.stringify(jsonSchemaOf(schema)),
        })),
    ];
    const pages = new Map<string, string>();
    // One at a time: a block that plans keeps the SDK's state in the process.
    for (const { file, name, render } of BLOCKS) {
        const page = pages.get(file) ?? readFileSync(path.join(directory, file), "utf8");
        pages.set(file, replaceBlock({ file, text: page }, name, await render(planOf)));
    }
    const partly = [...pages].map(([file, text]): GeneratedFile => ({ file, text }));
    return await Promise.all([...whole, ...partly].map((generated) => laidOut(generated, directory)));
}

async function laidOut({ file, text }: GeneratedFile, directory: string): Promise<GeneratedFile> {
    const prettier = await import("prettier");
    const filepath = path.join(directory, file);
    const options = await prettier.resolveConfig(filepath);
    return { file, text: await prettier.format(text, { ...options, filepath }) };
}
