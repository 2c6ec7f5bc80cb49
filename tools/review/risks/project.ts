/** The project has another name, and with it every stack. */
import { STACK_TYPE } from "../../plan/urn";
import type { Around, Risk } from "./risk";

export function renamedProject({ diff: { base, head } }: Around): readonly Risk[] {
    const stack = head.resources.find(({ type }) => type === STACK_TYPE) ?? head.resources[0];
    if (base === undefined || stack === undefined || base.project === head.project) return [];
    return [
        {
            kind: "project-renamed",
            severity: "high",
            urn: stack.urn,
            what: `The project is renamed from "${base.project}" to "${head.project}": Pulumi finds the stack again once it is renamed too.`,
            why: "A stack that is made anew under the new name would build a second environment, beside this one and with names that are taken.",
            source: "Pulumi documentation, pulumi stack rename",
            remedy: `First rename the stack as well: pulumi stack rename organization/${head.project}/${head.stack}`,
        },
    ];
}
