/** `npm run plan -- materials`: charts, images, add-ons, node images and plugins of an environment. */
import { Command, Option } from "commander";

import { type Environment, planDeclared, readEnvironment } from "../parity/environment";
import { Progress } from "../plan/progress";
import { unknownEnvironment } from "../plan/stack-file";
import { type Terminal, wantsColour, widthOf } from "../plan/terminal";
import { renderCycloneDx } from "./cyclonedx";
import { type Materials, materialsOf } from "./materials";
import { renderMaterials } from "./render";

/** What `npm run plan -- materials` ends with. */
export const MATERIALS_EXIT = { listed: 0, refused: 1, usage: 2 } as const;

const FORMATS = ["table", "cyclonedx"] as const;
type Format = (typeof FORMATS)[number];

/** The command, for `npm run plan`; `done` gets the exit code. */
export function materialsCommand(terminal: Terminal, done: (code: number) => void): Command {
    return new Command("materials")
        .summary("lists charts with their images, add-ons, node images and plugins, and what to mirror")
        .description("Lists charts with their images, add-ons, node images and plugins, and what to mirror.")
        .helpOption("-h, --help", "print this help")
        .argument("[environment]", "a stack with a settings file", "dev")
        .addOption(new Option("--format <format>", "how to show it").choices(FORMATS).default("table"))
        .addHelpText("after", "\nExit code: 0 listed, 1 settings refused, 2 wrong usage.")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (stack: string, { format }: { readonly format: Format }) => {
            done(await runMaterials(stack, format, terminal));
        });
}

async function runMaterials(stack: string, format: Format, terminal: Terminal): Promise<number> {
    const misuse = unknownEnvironment(stack);
    if (misuse !== undefined) {
        terminal.err(`error: ${misuse}\n`);
        return MATERIALS_EXIT.usage;
    }
    const progress = new Progress(terminal, `Planning ${stack} …`);
    try {
        const environment = await readEnvironment(stack);
        if ("problems" in environment) {
            terminal.err(
                `${[...environment.problems, "Nothing was listed: correct the settings first."].join("\n")}\n`,
            );
            return MATERIALS_EXIT.refused;
        }
        terminal.out(render(await materialsOfEnvironment(environment), format, terminal));
        return MATERIALS_EXIT.listed;
    } finally {
        progress.end();
    }
}

/**
 * A first deployment with a private API leaves out what lives inside the cluster. That has to be mirrored before the
 * second update, so it is planned as well and marked.
 */
export async function materialsOfEnvironment(environment: Environment): Promise<Materials> {
    const { declared, graph } = environment;
    if (declared.settings.inCluster) return materialsOf(graph);
    const settings = { ...declared.settings, inCluster: true };
    return materialsOf(graph, (await planDeclared({ ...declared, settings }, environment)) ?? graph);
}

function render(materials: Materials, format: Format, terminal: Terminal): string {
    if (format === "cyclonedx") return renderCycloneDx(materials);
    return renderMaterials(materials, { width: widthOf(terminal), colour: wantsColour(terminal) });
}
