/**
 * A resource of the SDK has an output for each property its type knows, a score of promises each, and a program reads
 * one or two. Here each is made when it is read, by the SDK's own function.
 */
import type { Inputs, Resource } from "@pulumi/pulumi";

/** `transferProperties` of @pulumi/pulumi 3.248.0, runtime/rpc.js: makes the outputs, returns what settles each. */
export type Transfer = (onto: Resource, label: string, props: Inputs) => Readonly<Record<string, Settle>>;
type Settle = (...answer: never[]) => void;

/** As the SDK's, one property at a time. */
export function whenRead(transfer: Transfer): Transfer {
    return (onto, label, props) => {
        const entries: readonly (readonly [string, unknown])[] = Object.entries(props);
        const ours = entries.filter(([key]) => key !== "id" && key !== "urn");
        return Object.fromEntries(
            ours.map(([key, value]) => [
                key,
                makeLater(onto, key, () => transfer(onto, label, { [key]: value })[key]),
            ]),
        );
    };
}

/** Defines the property; what is returned settles it, whether it is made before or after. */
function makeLater(onto: Resource, key: string, make: () => Settle | undefined): Settle {
    // Taken already: the SDK complains of it.
    if (Object.hasOwn(onto, key)) make();
    let settle: Settle | undefined;
    let answered: never[] | undefined;
    Object.defineProperty(onto, key, {
        configurable: true,
        enumerable: true,
        get: (): unknown => {
            Reflect.deleteProperty(onto, key);
            settle = make();
            if (answered !== undefined) settle?.(...answered);
            return Reflect.get(onto, key);
        },
        set: (value: unknown) =>
            Object.defineProperty(onto, key, { value, configurable: true, enumerable: true, writable: true }),
    });
    return (...answer) => {
        answered = answer;
        settle?.(...answer);
    };
}
