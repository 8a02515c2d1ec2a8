"""The longest preparation we expect: every question answered, every row used, and more said than most people say."""

Said = tuple[str, int, str]

LONGEST: tuple[Said, ...] = (
    ("preferred_name", 1, "Rosamund Adeyemi-Whitfield"),
    (
        "my_life",
        1,
        "I turned seventy-three in March. Since Derek died I am on my own in the house, which is too big and "
        "too cold, and my daughter Ruth wants me to move nearer to her, but then I would lose the choir and "
        "everyone on this street. My heart is the main thing but my knees and my sleep come into it just as "
        "much, and since the fall in the summer I am careful in a way I never was. I look after the twins on "
        "Wednesdays. On the other days it takes me until eleven to get going, and by four I am finished.",
    ),
    (
        "what_matters",
        1,
        "That I stay the person the family comes to, and not the one they all worry about. Sunday lunch at my "
        "table, with everybody round it and me cooking, is what the week is for. I would sooner have fewer "
        "years and have them like that than more of them in a chair by the window with somebody bringing me "
        "a tray. I have said this to the children and they do not like to hear it, but I do mean it, and I "
        "want it written down somewhere that somebody reads before they decide things with me.",
    ),
    (
        "able_to",
        1,
        "Stand at the cooker long enough to do a proper Sunday roast from start to finish, for eight people, "
        "without sitting down in the middle of it or having to hand it over to Ruth, who does it all in a "
        "different way and then tells me to go and rest.",
    ),
    (
        "able_to_helps",
        1,
        "The high stool my son made. Doing the vegetables the day before. A good night, and not taking the "
        "water tablet until everyone has gone home, which I know I am not supposed to do.",
    ),
    (
        "able_to_hinders",
        1,
        "My breath goes after ten minutes on my feet, and my ankles swell up so that the shoes hurt. The new "
        "tablets make me dizzy until about noon, and that is exactly when I would have to start.",
    ),
    (
        "able_to",
        2,
        "Get to choir on Thursday evenings and back again under my own steam, up the steps to the hall as well, "
        "and have enough wind left over to sing the second half and not only to mouth the words so that the "
        "others do not notice.",
    ),
    (
        "able_to_helps",
        2,
        "Bea, who drives me when she can, and the rail they put in last winter. Resting all of the "
        "afternoon. The breathing exercises that the nurse at the hospital showed me two years ago.",
    ),
    (
        "able_to_hinders",
        2,
        "The bus stopped running after six. Cold air. I am afraid of falling in the dark since the summer, and "
        "then there is the toilet, because once I have taken the tablet I need to go every half an hour.",
    ),
    (
        "able_to",
        3,
        "Have the twins on Wednesdays and be safe with them, also in the park, also when one of them runs off. "
        "They are four now, and I do not want to be the grandmother who only ever watches from the bench.",
    ),
    (
        "able_to_helps",
        3,
        "That they are good children and know about granny's heart. Their mother leaves the lunch ready. The "
        "fence round the small playground, and a telephone that I can speak to.",
    ),
    (
        "able_to_hinders",
        3,
        "I cannot run any more and I cannot lift them. By three o'clock I am so tired that I am not sure it is "
        "right that I am alone with them, but I have not told anybody that, because they would stop it.",
    ),
    (
        "let_go",
        1,
        "The allotment. It went to a young family in the spring, and I go and look at it from the gate. And "
        "travelling: Derek and I had always said that we would go to see his cousins in Canada, and I have put "
        "that away now. I do not need anyone to fix that. I only do not want to be told every time that I "
        "could still do it if I tried.",
    ),
    (
        "pulls",
        1,
        "The water tablets and having a life. If I take them as it says on the box I do not leave the house "
        "before two, so on choir days and on Sundays I do not take them, and then I cannot breathe at night. "
        "And the pain killers that help my knees are the ones the heart nurse told me to stop, so I have to "
        "choose between walking and breathing, and nobody has ever asked me which one I would choose.",
    ),
    (
        "different_views",
        1,
        "You all talk about keeping me out of hospital. I would not mind the hospital so much if the weeks in "
        "between were any good. And Dr Shah thinks that I forget my tablets. I do not forget them, I leave "
        "them out, and I would like to say so without getting told off.",
    ),
    (
        "people_who_matter",
        1,
        "Ruth and her husband, the twins, my son Adewale, who is in Leeds, and Bea from choir, who has a key. "
        "My neighbour Mr Kaminski counts on me for his shopping list and for his letters. And the cat, whatever "
        "anybody says, because she is the reason that I get up.",
    ),
    (
        "people_to_include",
        1,
        "Ruth, but for the second half only, so that I can say the first part by myself. Adewale by telephone, "
        "if that can be done, because he asks the questions that I do not think of.",
    ),
    (
        "people_to_keep_out",
        1,
        "My sister-in-law. She works on the desk at the surgery and she means well, but it would be all round "
        "the family by the evening, and I want to tell them myself when I am ready.",
    ),
    (
        "good_visit",
        1,
        "That we talk about what the tablets are for in my life and not only about the numbers, and that at the "
        "end there is one thing that we will try, and that I know whom to ring when it does not work. I would "
        "like not to be hurried, for once.",
    ),
    (
        "question_to_ask",
        1,
        "Can I take the water tablet at another time on choir days and on Sundays, or a smaller one, and what "
        "would really happen to me if I left it out twice a week as I do now?",
    ),
    (
        "question_to_ask",
        2,
        "Is the dizziness in the mornings from the new tablets or from my heart, and if it is the tablets, is "
        "there one that does not do it?",
    ),
    (
        "question_to_ask",
        3,
        "How will I know when it is time to stop having the twins on my own, and who would tell me that honestly?",
    ),
    (
        "on_the_day",
        1,
        "I do not hear well on the left, so please sit on my right and do not talk to the screen. I need to be "
        "near a toilet. And please write down what we said, in large letters, because by the time I get home "
        "half of it has gone.",
    ),
    (
        "something_else",
        1,
        "It will be two years in November that Derek died, and this is the month in which I am never quite "
        "myself, so if I cry it is that and not the heart. He was on the same ward that you will want to send me "
        "to, in the bed by the window, and I do not think that I could go in there again. If it has to be a "
        "hospital then let it be another one. The nurse who rang me in August was the first one who asked how I "
        "was doing and then waited for the answer. Please tell her that.",
    ),
)
