print("this is no JSON {")
