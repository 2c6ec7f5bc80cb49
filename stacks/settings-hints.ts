/** "Did you mean", for settings; the same words serve the project in bootstrap/. */
export { chooseFrom, didYouMean } from "../components/shared/hints";
