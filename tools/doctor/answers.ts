/** Parts of what AWS answers. */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf } from "../facts/build";

/** Objects of a list in an answer; none where there is no list. */
export function listIn(answer: Json, key: string): readonly Readonly<Record<string, Json>>[] {
    const list = objectOf(answer)[key];
    return Array.isArray(list) ? list.filter(isObject) : [];
}
