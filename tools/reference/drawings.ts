/** Every environment drawn, as Mermaid: the README's, which GitHub draws. */
import { readDeclared } from "../parity/environment";
import { decidedOf } from "../page/decided";
import { drawingOf } from "../page/drawing";
import { mermaidOf } from "../page/mermaid";
import type { PlanOf } from "./planned";
import { stacksInOrder } from "./stacks-in-order";

/** The block of the README: a folded fence an environment. */
export async function drawings(planOf: PlanOf): Promise<string> {
    const blocks: string[] = [];
    // One at a time: the SDK keeps its state in the process.
    for (const stack of stacksInOrder()) {
        const { graph } = await planOf(stack);
        const read = readDeclared(stack);
        const decided = "problems" in read ? undefined : decidedOf(read);
        const diagram = mermaidOf(drawingOf(graph, decided));
        blocks.push(
            [
                `<details><summary>${stack}, drawn</summary>`,
                "",
                "```mermaid",
                diagram,
                "```",
                "",
                "</details>",
            ].join("\n"),
        );
    }
    return blocks.join("\n\n");
}
