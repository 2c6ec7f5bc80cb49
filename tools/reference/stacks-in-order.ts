/** The stacks of this repository as tables show them: the environments as stacks/environments.ts has them, then others. */
import { ENVIRONMENTS } from "../../stacks/environments";
import { FORK } from "../plan/root";
import { listStacks } from "../plan/stack-file";

export function stacksInOrder(): readonly string[] {
    const place = (stack: string) => [...ENVIRONMENTS.names, stack].indexOf(stack);
    return [...listStacks(FORK)].sort((one, other) => place(one) - place(other));
}
