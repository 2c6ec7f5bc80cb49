/** Protobuf's struct for a sender and a receiver in one process: no message a value, unless somebody asks for one. */
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";

import { sorted } from "../../components/shared/json";
import type { Properties } from "../facts/facts";

type Plain = ReturnType<Struct["toJavaScript"]>;

export class PlainStruct extends Struct {
    private ordered: Plain | undefined;
    private hasMessages = false;

    public constructor(private readonly properties: Properties) {
        super();
    }

    /** As protobuf reads it back: a copy, in the order of its keys. */
    public override toJavaScript(): Plain {
        // Protobuf's typings know no value that may not be changed.
        this.ordered ??= sorted(this.properties) as Plain;
        return this.ordered;
    }

    /** Asked when it is sent or printed. */
    public override getFieldsMap(): ReturnType<Struct["getFieldsMap"]> {
        const fields = super.getFieldsMap();
        if (!this.hasMessages) {
            this.hasMessages = true;
            for (const [key, value] of Object.entries(this.toJavaScript())) {
                fields.set(key, Value.fromJavaScript(value));
            }
        }
        return fields;
    }
}
